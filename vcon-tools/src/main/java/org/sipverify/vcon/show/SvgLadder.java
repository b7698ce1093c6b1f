package org.sipverify.vcon.show;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;

/**
 * A ladder as one SVG file that needs nothing else: no script, no font, nothing to load. Light or dark as the viewer is.
 * Within a page that does not let it have its style, its lines and texts have the colour of the page's text. Each message is
 * a group with its number in {@code data-message}, as {@link ShownMessage} has it.
 */
public final class SvgLadder {
    private static final int TIME = 108;
    private static final int LANE = 264;
    private static final int ROW = 34;
    private static final int TOP = 176;
    private static final int LABEL = 32;

    /** A silence longer than this is drawn as one. */
    private static final double SILENCE = 2;

    private final Ladder ladder;
    private final StringBuilder svg = new StringBuilder();

    /** Behind the lifelines. */
    private final StringBuilder stripes = new StringBuilder();

    private int y = TOP;
    private int message;

    private SvgLadder(Ladder ladder) {
        this.ladder = ladder;
    }

    public static String of(Ladder ladder) {
        return new SvgLadder(ladder).draw();
    }

    /** The hash of its style, as a Content-Security-Policy has it. */
    public static String styleHash() {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(SvgStyle.CSS.getBytes(UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has it", e);
        }
    }

    private String draw() {
        var last = 0.0;
        for (var step : ladder.steps()) {
            if (step.seconds() - last > SILENCE) {
                silence(step.seconds() - last);
            }
            last = step.seconds();
            row(step);
        }
        var rows = svg.toString();
        var end = y;
        svg.setLength(0);
        head(end);
        svg.append(rows);
        notes(end);
        return svg.append("</svg>\n").toString();
    }

    private int lanes() {
        return Math.max(1, ladder.lanes().size());
    }

    private int width() {
        return TIME + Math.max(2, lanes()) * LANE + 12;
    }

    private int x(int lane) {
        return TIME + lane * LANE + LANE / 2;
    }

    private void head(int end) {
        var height = end + 56 + 20 * (ladder.notes().size() + ladder.gaps().size());
        add("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"graphics-document\""
                        + " aria-labelledby=\"ladder-title ladder-desc\" font-family=\"sans-serif\" font-size=\"13\" fill=\"currentColor\">",
                width(), height, width(), height);
        add("<title id=\"ladder-title\">%s</title>", Xml.text(ladder.title()));
        add("<desc id=\"ladder-desc\">%s</desc>", Xml.text(description()));
        add("<style>%s</style>", SvgStyle.CSS);
        markers();
        add("<rect class=\"page\" fill=\"none\" width=\"%d\" height=\"%d\"/>", width(), height);
        add("<text class=\"title\" x=\"28\" y=\"42\">%s</text>", Xml.cut(ladder.title(), width() / 11));
        ladder.begin().ifPresent(begin -> add("<text class=\"small\" x=\"28\" y=\"64\">0.000 s is %s</text>", begin));
        svg.append(stripes);
        for (var i = 0; i < ladder.lanes().size(); i++) {
            lane(i, end);
        }
    }

    private String description() {
        var lanes = ladder.lanes().stream().map(LadderColumn::title).toList();
        return ladder.steps().size() + (ladder.steps().size() == 1 ? " SIP message" : " SIP messages") + " between "
                + String.join(", ", lanes);
    }

    /** One arrowhead a colour, because no viewer takes the colour of the line yet. */
    private void markers() {
        add("<defs>");
        for (var kind : Step.Kind.values()) {
            add(
                    "<marker id=\"ladder-%s\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerWidth=\"11\" markerHeight=\"11\""
                            + " markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path d=\"M0 1 L9 5 L0 9 z\" class=\"%s\"/></marker>",
                    name(kind), name(kind));
        }
        add("</defs>");
    }

    private static String name(Step.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private void lane(int index, int end) {
        var lane = ladder.lanes().get(index);
        add(
                "<line class=\"life\" stroke=\"currentColor\" stroke-dasharray=\"3 5\" x1=\"%d\" y1=\"142\" x2=\"%d\" y2=\"%d\"/>",
                x(index), x(index), end + 6);
        add(
                "<rect class=\"party\" fill=\"none\" stroke=\"currentColor\" x=\"%d\" y=\"86\" width=\"%d\" height=\"56\" rx=\"10\"/>",
                x(index) - 112, 224);
        add(
                "<text class=\"name\" text-anchor=\"middle\" x=\"%d\" y=\"%d\">%s</text>",
                x(index), lane.subtitle().isEmpty() ? 120 : 110, Xml.cut(lane.title(), 24));
        add(
                "<text class=\"sub\" text-anchor=\"middle\" x=\"%d\" y=\"129\">%s</text>",
                x(index), Xml.cut(lane.subtitle(), 32));
    }

    private void row(Step step) {
        if ((y - TOP) / ROW % 2 == 1) {
            stripes.append(String.format(
                    "<rect class=\"stripe\" fill=\"none\" x=\"16\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"4\"/>%n",
                    y - 8, width() - 32, ROW));
        }
        add("<g class=\"message\" data-message=\"%d\">", message++);
        add("<title>%s</title>", Xml.text(spoken(step)));
        add(
                "<text class=\"time\" text-anchor=\"end\" x=\"%d\" y=\"%d\">%s</text>",
                TIME, y + 18, String.format(Locale.ROOT, "%.3f", step.seconds()));
        var middle = (x(step.from()) + x(step.to())) / 2;
        var kind = name(step.kind());
        if (step.kind() != Step.Kind.GAP && step.from() != step.to()) {
            var towards = step.from() < step.to() ? 2 : -2;
            add(
                    "<line class=\"arrow %s%s\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"currentColor\" marker-end=\"url(#ladder-%s)\"/>",
                    kind, step.again() ? " again" : "", x(step.from()), y + 18, x(step.to()) - towards, y + 18, kind);
        }
        add(
                "<text class=\"label %s\" text-anchor=\"middle\" x=\"%d\" y=\"%d\">%s</text>",
                kind, middle, y + 11, Xml.cut(step.text(), LABEL));
        add("</g>");
        y += ROW;
    }

    private String spoken(Step step) {
        return step.text() + ", " + String.format(Locale.ROOT, "%.3f s", step.seconds()) + ", from "
                + ladder.lanes().get(step.from()).title() + " to "
                + ladder.lanes().get(step.to()).title();
    }

    private void silence(double seconds) {
        add(
                "<text class=\"silence\" text-anchor=\"end\" x=\"%d\" y=\"%d\">%s s later</text>",
                TIME, y + 14, String.format(Locale.ROOT, "%.1f", seconds));
        add(
                "<line class=\"pause\" stroke=\"currentColor\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>",
                TIME + 16, y + 10, width() - 28, y + 10);
        y += 26;
    }

    private void notes(int end) {
        var at = end + 40;
        for (var note : ladder.notes()) {
            add("<text class=\"small\" x=\"28\" y=\"%d\">%s</text>", at, Xml.text(note));
            at += 20;
        }
        for (var gap : ladder.gaps()) {
            add("<text class=\"small gap\" x=\"28\" y=\"%d\">gap: %s</text>", at, Xml.text(gap));
            at += 20;
        }
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
