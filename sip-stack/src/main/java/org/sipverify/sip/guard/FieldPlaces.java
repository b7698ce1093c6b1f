package org.sipverify.sip.guard;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the header fields of one message stand, while it is read: of each its name, and its value from the colon on. */
final class FieldPlaces {
    private static final int USUAL_FIELDS = 24;
    private static final int NONE = -1;

    private int[] places = new int[4 * USUAL_FIELDS];
    private @Nullable Field[] kinds = new Field[USUAL_FIELDS];
    /** The number of the first field of each kind that the message has. */
    private final Map<Field, Integer> firsts = new EnumMap<>(Field.class);

    private int count;

    int count() {
        return count;
    }

    /**
     * Adds a field.
     *
     * @return whether it is the first of its kind; of a kind that the guard does not know always
     */
    boolean add(@Nullable Field kind, int name, int nameEnd, int value, int end) {
        if (count == kinds.length) {
            kinds = Arrays.copyOf(kinds, 2 * count);
            places = Arrays.copyOf(places, 8 * count);
        }
        kinds[count] = kind;
        places[4 * count] = name;
        places[4 * count + 1] = nameEnd;
        places[4 * count + 2] = value;
        places[4 * count + 3] = end;
        count++;
        return kind == null || firsts.putIfAbsent(kind, count - 1) == null;
    }

    boolean has(Field kind) {
        return firsts.containsKey(kind);
    }

    boolean isOf(int number, Field kind) {
        return kinds[number] == kind;
    }

    /** Where the value of a field begins, blanks included. */
    int value(int number) {
        return places[4 * number + 2];
    }

    /** Where it ends. */
    int end(int number) {
        return places[4 * number + 3];
    }

    /** The number of the first field of that kind; negative if there is none. */
    int first(Field kind) {
        return firsts.getOrDefault(kind, NONE);
    }

    /** All of them, in a message whose body begins there. */
    HeaderIndex index(byte[] message, int body) {
        return new HeaderIndex(message, Arrays.copyOf(places, 4 * count), body);
    }
}
