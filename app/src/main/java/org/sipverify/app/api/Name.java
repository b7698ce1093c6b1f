package org.sipverify.app.api;

import org.sipverify.http.Caller;

/** Who did something, for the log. */
final class Name {
    private Name() {}

    static String of(Caller caller) {
        return caller.who();
    }
}
