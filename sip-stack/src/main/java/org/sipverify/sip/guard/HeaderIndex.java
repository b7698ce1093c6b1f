package org.sipverify.sip.guard;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * Where the header fields of a message stand, as the guard found them in its one pass. A text is made when it is asked for.
 * Immutable.
 */
public final class HeaderIndex {
    private final byte[] message;
    private final int[] places;
    private final int body;

    /**
     * @param places four for each field: where its name begins and ends, and its value
     * @param body where the body begins
     */
    HeaderIndex(byte[] message, int[] places, int body) {
        this.message = message;
        this.places = places;
        this.body = body;
    }

    /** How many fields there are. */
    public int size() {
        return places.length / 4;
    }

    /** The name of a field as it stands in the message, perhaps compact. */
    public String name(int field) {
        return new String(message, places[4 * field], places[4 * field + 1] - places[4 * field], UTF_8);
    }

    /** Whether that is its name, in upper or lower case. */
    public boolean isNamed(int field, String name) {
        int from = places[4 * field];
        if (places[4 * field + 1] - from != name.length()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (Octets.lower(message[from + i]) != Octets.lower((byte) name.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** The value of a field on one line, without blanks around it. */
    public String value(int field) {
        int from = places[4 * field + 2];
        return new String(message, from, places[4 * field + 3] - from, UTF_8).strip();
    }

    /** Whether the value holds a NUL, which only a quoted-pair may. */
    public boolean hasNul(int field) {
        return Octets.has(message, places[4 * field + 2], places[4 * field + 3], (char) 0);
    }

    /** Where the line of a field begins. */
    public int from(int field) {
        return places[4 * field];
    }

    /** Where the next line begins. */
    public int to(int field) {
        return places[4 * field + 3] + 2;
    }

    /** Where the body begins. */
    public int body() {
        return body;
    }

    /** A copy of the body. */
    public byte[] bodyOctets() {
        return Arrays.copyOfRange(message, body, message.length);
    }

    /** With a field that was added at the end. */
    HeaderIndex with(int name, int nameEnd, int value, int end) {
        var more = Arrays.copyOf(places, places.length + 4);
        more[places.length] = name;
        more[places.length + 1] = nameEnd;
        more[places.length + 2] = value;
        more[places.length + 3] = end;
        return new HeaderIndex(message, more, body);
    }
}
