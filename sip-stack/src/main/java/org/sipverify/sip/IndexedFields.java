package org.sipverify.sip;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sipverify.sip.Headers.Header;
import org.sipverify.sip.guard.HeaderIndex;

/**
 * The header fields of a received message, each made when it is asked for. A field with a NUL, which only a quoted-pair may
 * hold, is left out: no such field is acted on.
 */
final class IndexedFields extends AbstractList<Header> {
    private final HeaderIndex index;
    private final int[] shown;

    /** Those that have been asked for. A thread that does not see what another has made makes it again. */
    private final @Nullable Header[] made;

    IndexedFields(HeaderIndex index) {
        this.index = index;
        var all = new int[index.size()];
        int count = 0;
        for (int i = 0; i < all.length; i++) {
            if (!index.hasNul(i)) {
                all[count++] = i;
            }
        }
        this.shown = count == all.length ? all : Arrays.copyOf(all, count);
        this.made = new @Nullable Header[count];
    }

    HeaderIndex index() {
        return index;
    }

    @Override
    public Header get(int at) {
        var known = made[at];
        if (known == null) {
            known = new Header(index.name(shown[at]), index.value(shown[at]));
            made[at] = known;
        }
        return known;
    }

    @Override
    public int size() {
        return shown.length;
    }

    Optional<String> first(String name) {
        for (int field : shown) {
            if (index.isNamed(field, name)) {
                return Optional.of(index.value(field));
            }
        }
        return Optional.empty();
    }

    List<String> all(String name) {
        var values = new ArrayList<String>();
        for (int field : shown) {
            if (index.isNamed(field, name)) {
                values.add(index.value(field));
            }
        }
        return values;
    }
}
