package org.sipverify.vcon.show;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A ladder in text, as wide as the terminal. */
public final class TextLadder {
    private static final int TIME = 10;
    private static final int EDGE = 10;
    private static final int WIDEST_LANE = 36;
    private static final int NARROWEST_LANE = 16;

    private final Ladder ladder;
    private final Glyphs glyphs;
    private final int lane;
    private final int margin;

    private TextLadder(Ladder ladder, int columns, Glyphs glyphs) {
        this.ladder = ladder;
        this.glyphs = glyphs;
        var gaps = Math.max(1, ladder.lanes().size() - 1);
        this.lane = Math.max(NARROWEST_LANE, Math.min(WIDEST_LANE, (columns - TIME - 2 * EDGE) / gaps));
        this.margin = TIME + EDGE;
    }

    /** The lines, none longer than this many columns unless there are more parties than fit. */
    public static List<String> lines(Ladder ladder, int columns, Glyphs glyphs) {
        return new TextLadder(ladder, columns, glyphs).lines();
    }

    private List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add(Terminal.safe(ladder.title()));
        ladder.begin().ifPresent(begin -> lines.add("0.000 s is " + begin));
        lines.add("");
        if (!ladder.steps().isEmpty()) {
            lines.add(head(ladder.lanes().stream().map(LadderColumn::title).toList()));
            lines.add(head(ladder.lanes().stream().map(LadderColumn::subtitle).toList()));
            lines.add(new String(lifelines()).stripTrailing());
            ladder.steps().forEach(step -> lines.add(row(step)));
            lines.add(new String(lifelines()).stripTrailing());
            lines.add("");
        }
        ladder.notes().forEach(note -> lines.add(Terminal.safe(note)));
        ladder.gaps().forEach(gap -> lines.add("gap: " + Terminal.safe(gap)));
        return lines;
    }

    /** Each text centred over its lifeline. */
    private String head(List<String> texts) {
        var line = new StringBuilder();
        var used = 0;
        for (var i = 0; i < texts.size(); i++) {
            var text = Terminal.cut(texts.get(i), Math.min(lane - 2, 2 * EDGE + 4));
            var width = Terminal.width(text);
            var begin = Math.max(used, column(i) - width / 2);
            line.append(" ".repeat(begin - used)).append(text);
            used = begin + width;
        }
        return line.toString();
    }

    private int column(int index) {
        return margin + index * lane;
    }

    private char[] lifelines() {
        var row = new char[column(ladder.lanes().size() - 1) + 1];
        Arrays.fill(row, ' ');
        for (var i = 0; i < ladder.lanes().size(); i++) {
            row[column(i)] = glyphs.lifeline();
        }
        return row;
    }

    private String row(Step step) {
        var row = lifelines();
        var left = column(Math.min(step.from(), step.to()));
        var right = column(Math.max(step.from(), step.to()));
        var time = String.format(Locale.ROOT, "%9.3f ", step.seconds());
        if (left == right) {
            return time + new String(row).substring(TIME).stripTrailing() + " " + Terminal.safe(step.text());
        }
        var label = " " + Terminal.cut(step.text(), right - left - 5) + " ";
        Arrays.fill(row, left + 1, right, step.kind() == Step.Kind.GAP ? ' ' : glyphs.line());
        if (step.kind() != Step.Kind.GAP) {
            row[step.from() < step.to() ? right - 1 : left + 1] =
                    step.from() < step.to() ? glyphs.right() : glyphs.left();
        }
        var begin = left + 1 + (right - left - 1 - Terminal.width(label)) / 2;
        var line = new String(row);
        return time
                + line.substring(TIME, begin)
                + label
                + line.substring(begin + Terminal.width(label)).stripTrailing();
    }
}
