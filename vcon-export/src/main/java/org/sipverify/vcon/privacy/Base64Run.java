package org.sipverify.vcon.privacy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a run of base64, of either alphabet, says where it says something that can be read. */
final class Base64Run {
    /** Shorter runs hold no credential. */
    static final int SHORTEST = 16;

    private static final int SHORTEST_TEXT = 8;
    private static final int LONGEST_PREFIX = 16;
    private static final byte[] VALUES = values();

    /** Those of both alphabets with which nothing else begins; a slash may begin a URI. */
    static final boolean[] LETTERS = letters();

    /** Precedes a text that does not begin where the run does, so that it is not taken for the start of a line. */
    private static final byte CUT = 0;

    private static final byte PRINTABLE = 1;

    /** What no credential is without. */
    private static final byte TELLING = 2;

    private static final byte[] KINDS = kinds();

    /** The printable texts in it that may be more than a word. */
    static List<String> texts(Text text, int from, int to) {
        var octets = octets(text, from, to);
        var texts = new ArrayList<String>();
        var start = 0;
        var telling = 0;
        for (var at = 0; at < octets.length; at++) {
            var kinds = KINDS[octets[at] & 0xff];
            if (kinds == 0) {
                add(octets, start, at, telling, texts);
                octets[at] = CUT;
                start = at;
                telling = 0;
            }
            telling |= kinds;
        }
        add(octets, start, octets.length, telling, texts);
        return texts;
    }

    private static void add(byte[] octets, int from, int to, int telling, List<String> texts) {
        if ((telling & TELLING) != 0 && to - from > SHORTEST_TEXT) {
            texts.add(new String(octets, from, to - from, ISO_8859_1));
        }
    }

    private static byte[] octets(Text text, int from, int to) {
        var octets = new byte[(int) ((to - from) * 3L / 4)];
        var length = 0;
        var at = from;
        for (; at + 4 <= to; at += 4) {
            var bits = VALUES[text.at(at)] << 18
                    | VALUES[text.at(at + 1)] << 12
                    | VALUES[text.at(at + 2)] << 6
                    | VALUES[text.at(at + 3)];
            octets[length] = (byte) (bits >> 16);
            octets[length + 1] = (byte) (bits >> 8);
            octets[length + 2] = (byte) bits;
            length += 3;
        }
        if (at + 2 <= to) {
            octets[length] = (byte) (VALUES[text.at(at)] << 2 | VALUES[text.at(at + 1)] >> 4);
        }
        if (at + 3 <= to) {
            octets[length + 1] = (byte) (VALUES[text.at(at + 1)] << 4 | VALUES[text.at(at + 2)] >> 2);
        }
        return octets;
    }

    private static byte[] kinds() {
        var kinds = new byte[256];
        Arrays.fill(kinds, ' ', 0x7f, PRINTABLE);
        for (var c : new char[] {'\r', '\n', '\t'}) {
            kinds[c] = PRINTABLE;
        }
        for (var c : new char[] {':', '=', ' ', '%', '/'}) {
            kinds[c] = PRINTABLE | TELLING;
        }
        return kinds;
    }

    private static byte[] values() {
        var values = new byte[128];
        Arrays.fill(values, (byte) -1);
        var alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (var i = 0; i < alphabet.length(); i++) {
            values[alphabet.charAt(i)] = (byte) i;
        }
        values['-'] = values['+'];
        values['_'] = values['/'];
        return values;
    }

    /** Whether base64 of either alphabet has it. */
    static boolean has(char c) {
        return c < 128 && VALUES[c] >= 0;
    }

    /** A word may be glued to the front by a character that base64 has too. */
    static int behindPrefix(Text text, int from, int to) {
        for (var at = from; at < Math.min(to, from + LONGEST_PREFIX); at++) {
            if (!Text.isAlphanumeric(text.at(at))) {
                return at + 1;
            }
        }
        return from;
    }

    private static boolean[] letters() {
        var letters = new boolean[VALUES.length];
        for (char c = 0; c < letters.length; c++) {
            letters[c] = has(c) && c != '/';
        }
        return letters;
    }

    private Base64Run() {}
}
