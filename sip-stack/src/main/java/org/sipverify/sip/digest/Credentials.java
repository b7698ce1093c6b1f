package org.sipverify.sip.digest;

import org.sipverify.formats.config.Secret;

/**
 * Who a request says it is from when a server asks.
 *
 * @param user the name; empty if there are no credentials
 */
public record Credentials(String user, Secret password) {
    /** A challenge is then the answer. */
    public static final Credentials NONE = new Credentials("", Secret.NONE);

    public Credentials {
        if (user.chars().anyMatch(c -> c < ' ' || c == 127)) {
            throw new IllegalArgumentException("a user name must not contain control characters");
        }
    }

    /** The same with that password. */
    public Credentials with(Secret other) {
        return new Credentials(user, other);
    }
}
