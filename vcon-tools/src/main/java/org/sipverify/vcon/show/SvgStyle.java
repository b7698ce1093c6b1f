package org.sipverify.vcon.show;

/** Colours and fonts of the drawing; text has a contrast of at least 4.5 to 1 on both backgrounds. */
final class SvgStyle {
    static final String CSS = """

            text { font-family: system-ui, "Segoe UI", "Helvetica Neue", Arial, "DejaVu Sans", sans-serif; fill: #1f2933 }
            .page { fill: #ffffff }
            .title { font-size: 20px; font-weight: 600 }
            .small { font-size: 12px; fill: #52606d }
            .small.gap { fill: #b42318; font-weight: 600 }
            .party { fill: #f0f4f8; stroke: #9fb3c8 }
            .name { font-size: 15px; font-weight: 600; text-anchor: middle }
            .sub { font-size: 12px; fill: #52606d; text-anchor: middle }
            .life { stroke: #9fb3c8; stroke-dasharray: 3 5 }
            .stripe { fill: #f7f9fb }
            .time, .silence { font-size: 12px; fill: #52606d; text-anchor: end; font-family: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace }
            .silence { font-style: italic }
            .pause { stroke: #9fb3c8; stroke-dasharray: 1 5; stroke-linecap: round }
            .arrow { stroke-width: 1.7 }
            .again { stroke-dasharray: 6 4 }
            text.label { paint-order: stroke; stroke: #ffffff; stroke-width: 4px; stroke-linejoin: round }
            .label { font-size: 13px; text-anchor: middle }
                        line.request { stroke: #1d5fbf } path.request { fill: #1d5fbf } text.request { fill: #1d5fbf; font-weight: 600 }
            line.provisional { stroke: #616e7c } path.provisional { fill: #616e7c } text.provisional { fill: #52606d }
            line.success { stroke: #15803d } path.success { fill: #15803d } text.success { fill: #147239; font-weight: 600 }
            line.redirect { stroke: #7c3aed } path.redirect { fill: #7c3aed } text.redirect { fill: #6d28d9; font-weight: 600 }
            line.failure { stroke: #c2321f } path.failure { fill: #c2321f } text.failure { fill: #b42318; font-weight: 600 }
            text.gap { fill: #b42318; font-style: italic }
            @media (prefers-color-scheme: dark) {
              text { fill: #e4e7eb } text.label { stroke: #14181d } .page { fill: #14181d } .stripe { fill: #1a2027 }
              .party { fill: #222b35; stroke: #52606d } .life, .pause { stroke: #52606d }
              .small, .sub, .time, .silence, text.provisional { fill: #a9b6c3 }
              .small.gap, text.gap, text.failure { fill: #ff9b8a } line.failure { stroke: #f0705c } path.failure { fill: #f0705c }
              text.request { fill: #8fbcff } line.request { stroke: #5c9dff } path.request { fill: #5c9dff } line.provisional { stroke: #8795a1 } path.provisional { fill: #8795a1 }
              text.success { fill: #7bdca0 } line.success { stroke: #3fb56e } path.success { fill: #3fb56e }
              text.redirect { fill: #c9b0ff } line.redirect { stroke: #a17dfa } path.redirect { fill: #a17dfa }
            }
            """;

    private SvgStyle() {}
}
