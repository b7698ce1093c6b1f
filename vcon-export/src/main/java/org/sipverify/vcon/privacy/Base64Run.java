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
    private static final byte[] VALUES = values();

    /** Precedes a text that does not begin where the run does, so that it is not taken for the start of a line. */
    private static final byte CUT = 0;

    private static final byte PRINTABLE = 1;

    /** What no credential is without. */
    private static final byte TELLING = 2;

    private static final byte[] KINDS = kinds();

    private final byte[] octets;
    private final List<String> texts = new ArrayList<>();
    private int length;
    private int telling;

    private Base64Run(int most) {
        octets = new byte[most];
    }

    /** The printable texts in it that may be more than a word. */
    static List<String> texts(Text text, int from, int to) {
        var run = new Base64Run(to - from);
        var at = from;
        for (; at + 4 <= to; at += 4) {
            run.three(VALUES[text.at(at)] << 18
                    | VALUES[text.at(at + 1)] << 12
                    | VALUES[text.at(at + 2)] << 6
                    | VALUES[text.at(at + 3)]);
        }
        if (at + 2 <= to) {
            run.octet(VALUES[text.at(at)] << 2 | VALUES[text.at(at + 1)] >> 4);
        }
        if (at + 3 <= to) {
            run.octet((VALUES[text.at(at + 1)] << 4 | VALUES[text.at(at + 2)] >> 2) & 0xff);
        }
        run.end();
        return run.texts;
    }

    private void three(int bits) {
        var first = bits >> 16;
        var second = bits >> 8 & 0xff;
        var third = bits & 0xff;
        var kinds = KINDS[first] & KINDS[second] & KINDS[third] & PRINTABLE;
        if (kinds == 0) {
            octet(first);
            octet(second);
            octet(third);
            return;
        }
        telling |= KINDS[first] | KINDS[second] | KINDS[third];
        octets[length] = (byte) first;
        octets[length + 1] = (byte) second;
        octets[length + 2] = (byte) third;
        length += 3;
    }

    private void octet(int octet) {
        if (KINDS[octet] == 0) {
            end();
            octets[length++] = CUT;
        } else {
            telling |= KINDS[octet];
            octets[length++] = (byte) octet;
        }
    }

    private void end() {
        if ((telling & TELLING) != 0 && length > SHORTEST_TEXT) {
            texts.add(new String(octets, 0, length, ISO_8859_1));
        }
        length = 0;
        telling = 0;
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
}
