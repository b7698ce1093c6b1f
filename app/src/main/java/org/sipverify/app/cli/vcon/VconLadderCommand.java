package org.sipverify.app.cli.vcon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sipverify.vcon.read.Call;
import org.sipverify.vcon.show.Glyphs;
import org.sipverify.vcon.show.Ladder;
import org.sipverify.vcon.show.SvgLadder;
import org.sipverify.vcon.show.TextLadder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sip-verify vcon ladder}: which message went where, and when? */
@Command(
        name = "ladder",
        mixinStandardHelpOptions = true,
        description = {
            "Draw the SIP messages of a call, as the vCon's traces have them, between caller, server and callee.",
            "All legs are put together by time; the number on the left is seconds since the first message. \"(again)\""
                    + " marks a message that repeats an earlier one, \"SDP\" one that carries a session description. What"
                    + " was not kept is named at the end as a gap. A response names what it answers unless that is the"
                    + " INVITE."
        },
        footer = {
            "",
            "Examples:",
            "  sip-verify vcon ladder call.vcon",
            "  sip-verify vcon ladder call.vcon --svg call.svg      for a ticket or a browser",
            "  sip-verify vcon ladder /var/lib/sip-verify/vcons --call-id 5b0c7d1e@sbc"
        })
@SuppressWarnings("FieldCanBeFinal") // the command line sets them
final class VconLadderCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private VconSource source = new VconSource();

    @Option(names = "--svg", paramLabel = "OUT.svg", description = "Write a drawing to this file instead of text.")
    private @Nullable Path svg;

    @Option(names = "--ascii", description = "Draw with -, | and > only; the default where the terminal is not UTF-8.")
    private boolean ascii;

    @Mixin
    private VconWidth width = new VconWidth();

    @Override
    public Integer call() throws IOException {
        var out = new VconOutput(spec);
        var opened = source.open(out);
        if (opened.isEmpty()) {
            return 1;
        }
        var ladder = Ladder.of(Call.of(opened.get().vcon()));
        if (svg == null) {
            var glyphs = ascii ? Glyphs.ASCII : VconOutput.glyphs();
            out.lines(TextLadder.lines(ladder, width.columns(), glyphs));
        } else {
            Files.writeString(svg, SvgLadder.of(ladder));
        }
        return 0;
    }
}
