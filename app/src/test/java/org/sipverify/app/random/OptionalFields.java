package org.sipverify.app.random;

import java.util.List;
import java.util.function.Supplier;
import org.sipverify.testkit.VconAssertions;

/** Header fields an INVITE may have or not, of known and unknown names, sound and otherwise. */
final class OptionalFields {
    private static final String SECRET = VconAssertions.CREDENTIALS.get(0);

    private final RandomText text;
    private final List<Supplier<String>> fields;

    OptionalFields(RandomText text) {
        this.text = text;
        this.fields = List.of(
                () -> "Contact: " + text.by(text::address, () -> "*", () -> "a", () -> text.address() + text.params(3)),
                () -> "m: " + text.address() + ", " + text.address(),
                () -> "Max-Forwards: " + text.of("0", "1", "70", "255", "256", "x", "-1", ""),
                () -> text.of(
                                "P-Asserted-Identity: ",
                                "P-Preferred-Identity: ",
                                "Diversion: ",
                                "History-Info: ",
                                "Refer-To: ")
                        + text.address()
                        + text.params(2),
                () -> text.of("Route: ", "Record-Route: ") + text.address() + text.some(3, () -> ", " + text.address()),
                () -> text.of("User-Agent: ", "Server: ") + text.token() + " ("
                        + text.some(4, () -> text.of("(a)", "b", "\\)", " ")) + ")",
                () -> "Date: " + text.of("Sat, 13 Nov 2010 23:29:00 GMT", "Fri, 99 Xxx 10 25:61:61 CET", text.token()),
                () -> text.of("Require: ", "Proxy-Require: ", "Supported: ", "k: ")
                        + text.of("", "100rel", "timer, " + text.token()),
                () -> text.of("Allow: ", "Accept: ", "Accept-Language: ", "Accept-Encoding: ", "Event: ", "o: ")
                        + loose(),
                () -> text.of("Subject: ", "s: ", "Organization: ")
                        + text.some(5, () -> text.by(text::utf8, text::token, () -> " ")),
                () -> text.of("Authorization", "Proxy-Authorization")
                        + ": Digest username=\"a\", realm=\"b\", nonce=\"c\", uri=\"sip:a\", response=\"" + SECRET
                        + "\"",
                () -> text.of("Expires: ", "Min-Expires: ", "Session-Expires: ", "x: ", "Timestamp: ", "Priority: ")
                        + text.number(),
                () -> text.of("Identity: ", "y: ", "P-VVP-Passport: ", "P-VVP-Identity: ", "Identity-Info: ")
                        + credentials(),
                () -> text.of("Geolocation: ", "Call-Info: ", "Alert-Info: ", "Error-Info: ") + "<" + text.anyUri()
                        + ">" + text.params(2),
                () -> text.of("In-Reply-To: ", "Replaces: ", "Join: ", "Reply-To: ", "Warning: ", "Reason: ") + loose(),
                () -> text.of(
                                "Content-Encoding: ",
                                "Content-Disposition: ",
                                "Content-Language: ",
                                "MIME-Version: ",
                                "e: ")
                        + loose(),
                () -> "X-" + text.token() + text.of(":", " : ", ":  ") + loose(),
                () -> text.token() + ": " + loose());
    }

    /** One line, or several by folds, without its line end. */
    String field() {
        return fields.get(text.dice.nextInt(fields.size())).get();
    }

    private String loose() {
        return text.by(
                text::token,
                text::quoted,
                text::address,
                text::utf8,
                () -> "",
                () -> text.token() + text.params(4),
                () -> text.mutated("a=\"b\";c=<d>,e"),
                () -> text.monotonous(text.of(50, 500)).replaceAll("[\\r\\n]", ""));
    }

    private String credentials() {
        return text.by(
                () -> "eyJhbGciOiJFZERTQSJ9.e30." + text.token() + ";info=<https://a.example/b>;alg=EdDSA;ppt=vvp",
                () -> text.mutated(
                        "eyJhbGciOiJFZERTQSIsInBwdCI6InZ2cCJ9.eyJpYXQiOjF9.c2ln;info=<https://a.example/b>;ppt=vvp"),
                () -> "..;info=<" + text.mutated("https://a.example/b?c=d") + ">",
                () -> "\"" + text.token() + "\";info=<a>",
                () -> "a.a.a,".repeat(text.of(1, 10, 500)),
                () -> text.token());
    }
}
