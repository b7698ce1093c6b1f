package org.sipverify.http;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What somebody may do; each role may do what those before it may. */
public enum Role {
    /** Only what is open to everybody. */
    NONE,
    /** See how the server is doing. Telephone numbers are masked. */
    WATCH,
    /** See calls, numbers and messages. */
    READ,
    /** Change what the server does. */
    OPERATE;

    /** Whether one who has this role may do what needs the other. */
    public boolean includes(Role needed) {
        return compareTo(needed) >= 0;
    }

    /** Its name in files and answers, such as {@code watch}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of that name. */
    public static Optional<Role> of(String text) {
        return Arrays.stream(values()).filter(role -> role.text().equals(text)).findFirst();
    }
}
