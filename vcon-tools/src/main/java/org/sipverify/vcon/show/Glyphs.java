package org.sipverify.vcon.show;

/** The characters that a ladder is drawn with. */
public record Glyphs(char line, char lifeline, char left, char right) {
    /** For terminals that show Unicode. */
    public static final Glyphs UNICODE = new Glyphs('─', '│', '◀', '▶');

    public static final Glyphs ASCII = new Glyphs('-', '|', '<', '>');
}
