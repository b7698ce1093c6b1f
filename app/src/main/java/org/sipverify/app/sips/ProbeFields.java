package org.sipverify.app.sips;

import java.time.Duration;
import java.util.function.Function;
import java.util.stream.Stream;
import org.sipverify.formats.config.Secret;
import org.sipverify.http.Field;
import org.sipverify.http.RefusedException;
import org.sipverify.http.Values;
import org.sipverify.sip.digest.Credentials;
import org.sipverify.sip.sips.ProbeOrder;
import org.sipverify.sip.sips.SipsUri;

/** The fields that every kind of probe takes, and what is read from them. */
final class ProbeFields {
    static final int USUAL_TIMEOUT = 15_000;

    private static final String HOST = "host";
    private static final String PORT = "port";
    private static final String TIMEOUT = "timeout";
    private static final String USERNAME = "username";
    private static final String PASSWORD = "password";
    private static final int LONGEST = 256;

    private ProbeFields() {}

    /** Those, and more of one kind. */
    static Field[] and(Field... more) {
        return Stream.concat(
                        Stream.of(
                                Field.text(HOST, LONGEST, "the server: a name or an IP address"),
                                Field.whole(PORT, 1, 65_535, "5061 unless set").optional(),
                                Field.text("fromUri", LONGEST, "who asks: a SIPS URI"),
                                Field.text("toUri", LONGEST, "who is asked: a SIPS URI"),
                                Field.whole(TIMEOUT, 100, 60_000, "milliseconds for all of it; 15000 unless set")
                                        .optional(),
                                Field.text(USERNAME, LONGEST, "the user name that answers a Digest challenge")
                                        .optional(),
                                Field.text(PASSWORD, LONGEST, "its password, which is kept nowhere")
                                        .optional()),
                        Stream.of(more))
                .toArray(Field[]::new);
    }

    /** @throws RefusedException 400, with the field at fault */
    static ProbeOrder read(Values body) throws RefusedException {
        return new ProbeOrder(
                read(body, HOST, ProbeOrder::host),
                (int) body.whole(PORT, ProbeOrder.PORT),
                read(body, "fromUri", SipsUri::parse),
                read(body, "toUri", SipsUri::parse),
                Duration.ofMillis(body.whole(TIMEOUT, USUAL_TIMEOUT)),
                credentials(body));
    }

    private static Credentials credentials(Values body) throws RefusedException {
        if (body.has(USERNAME) != body.has(PASSWORD)) {
            throw RefusedException.field(body.has(USERNAME) ? PASSWORD : USERNAME, "username and password go together");
        }
        return body.has(USERNAME)
                ? read(body, USERNAME, user -> new Credentials(user, new Secret(body.text(PASSWORD))))
                : Credentials.NONE;
    }

    private static <T> T read(Values body, String name, Function<String, T> reader) throws RefusedException {
        try {
            return reader.apply(body.text(name));
        } catch (IllegalArgumentException e) {
            throw RefusedException.field(name, String.valueOf(e.getMessage()));
        }
    }
}
