package org.sipverify.app.api.calls;

import java.util.Map;
import org.sipverify.app.index.RowFields;
import org.sipverify.http.Role;
import org.sipverify.index.IndexedCall;

/** Rows as one caller may see them. */
enum RowsSeen {
    /** Everything. */
    WHOLE {
        @Override
        Map<String, Object> all(IndexedCall call) {
            return RowFields.of(call);
        }
    },
    /** Without numbers. */
    MASKED {
        @Override
        Map<String, Object> all(IndexedCall call) {
            return MaskedNumbers.of(RowFields.of(call));
        }
    };

    static RowsSeen by(Role role) {
        return role.includes(Role.READ) ? WHOLE : MASKED;
    }

    /** All fields in their order; what is not known is an empty text. */
    abstract Map<String, Object> all(IndexedCall call);

    /** The same without what is not known. */
    Map<String, Object> known(IndexedCall call) {
        return RowFields.known(all(call));
    }
}
