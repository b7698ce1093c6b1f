package org.sipverify.app.random;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sipverify.testkit.VconAssertions;

/**
 * Pieces of SIP by the grammar of RFC 3261 section 25.1. Tame ones are those that peers send, wild ones all that the
 * grammar has and some beyond it. A character is an octet.
 */
final class RandomText {
    private static final String TOKEN = "abcxyzABCXYZ0189-.!%*_+`'~";
    private static final String TAME = "abcxyzABCXYZ0189-_";
    private static final String WORD = TOKEN + "()<>:\\/[]?{}";
    private static final String DELIMITERS = "@:;,<>\"\\/?=&()[]{}%.-+*#'`~ \t";
    private static final List<String> SCHEMES =
            List.of("sip", "sips", "tel", "urn", "http", "mailto", "im", "pres", "cid", "x-1+2.3", "SIP", "Tel");
    private static final List<String> UNITS = List.of(
            "@",
            "a@",
            ":",
            "a:",
            ",",
            ";",
            ";a",
            ";a=",
            "<",
            ">",
            "\"",
            "\\",
            "\\\"",
            "a.a.a,",
            "authorization:",
            "sip:",
            "sip:a@",
            "--b\r\n",
            "(",
            "()",
            "=",
            "&a=",
            "%41",
            "[::",
            ".",
            "inline:",
            "password=",
            "{",
            "a=k:",
            "\t",
            " ",
            "e30.e30.e30;info=<a>,",
            "=?utf-8?q?a?=",
            "http://a:b@",
            "0",
            "a",
            "\u00c3\u00a4");

    final Random dice;

    final boolean wild;

    RandomText(Random dice) {
        this.dice = dice;
        this.wild = oneIn(4);
    }

    boolean oneIn(int count) {
        return dice.nextInt(count) == 0;
    }

    @SafeVarargs
    final <T> T of(T... choices) {
        return choices[dice.nextInt(choices.length)];
    }

    @SafeVarargs
    final String by(Supplier<String>... choices) {
        return choices[dice.nextInt(choices.length)].get();
    }

    /** So many of them, up to a limit, one behind the other. */
    String some(int most, Supplier<String> part) {
        return IntStream.range(0, dice.nextInt(most + 1))
                .mapToObj(i -> part.get())
                .collect(Collectors.joining());
    }

    private String letters(String alphabet, int most) {
        return dice.ints(1 + dice.nextInt(most), 0, alphabet.length())
                .mapToObj(i -> alphabet.substring(i, i + 1))
                .collect(Collectors.joining());
    }

    String token() {
        return letters(wild ? TOKEN : TAME, 12);
    }

    String word() {
        return letters(wild ? WORD : TAME, 12);
    }

    String number() {
        return letters("0123456789", of(1, 2, 5, 12, 30));
    }

    /** A few characters of several octets each. */
    String utf8() {
        return new String(
                of("Jos\u00e9", "\u00dc\u00df", "\u0416\u20ac", "\ud83d\ude00", "\u202ea")
                        .getBytes(UTF_8),
                ISO_8859_1);
    }

    String quoted() {
        return '"'
                + some(4, () -> by(this::token, () -> " ", () -> "\\\"", () -> "\\\\", () -> "<;,>", this::utf8))
                + '"';
    }

    String params(int most) {
        return some(most, () -> by(() -> ";", () -> " ; ", () -> ";\t") + param());
    }

    private String param() {
        var name = oneIn(3) ? of("lr", "transport", "user", "ttl", "maddr", "method", "phone-context") : token();
        return by(() -> name, () -> name + "=" + token(), () -> name + "=" + quoted(), () -> name + " = " + token());
    }

    String host() {
        return by(
                () -> "127.0.0.1",
                () -> "sip.example",
                () -> "a-b.c0.example",
                () -> "[2001:db8::1]",
                () -> "[::ffff:192.0.2.1]",
                () -> wild ? letters("abc0-.", 20) : "localhost");
    }

    private String port() {
        return oneIn(2) ? "" : ":" + (wild ? of("65535", "65536", "0", "", "x") : of("5060", "1"));
    }

    /** Often a sound SIP URI, else one of any scheme. */
    String uri() {
        return by(
                () -> "sip:+1555123" + dice.nextInt(10_000) + "@" + host() + port(),
                () -> "sip:" + letters(wild ? "abc%41&=+$,;?/-_.!~*'()" : "abc1-_.", 12) + "@" + host() + port()
                        + uriParams(),
                () -> "sips:" + host() + port() + uriParams(),
                () -> "sip:" + user() + VconAssertions.CREDENTIALS.get(0) + "@" + host() + uriParams(),
                () -> "tel:+" + number() + uriParams(),
                () -> "tel:" + letters(wild ? "0123-.()" : "0123", 10) + ";phone-context="
                        + of("+1", "corp.example", "+1-2"),
                () -> wild ? otherUri() : "sip:" + host());
    }

    /** What stands before a password, also such as a hasty reader takes for something else. */
    private String user() {
        return oneIn(3)
                ? of("alicesip:", "sip:", "j.SIP:", "alice://", "a".repeat(600) + ":", "alice:" + "b".repeat(600))
                : "alice:";
    }

    private String otherUri() {
        return of(SCHEMES.toArray(String[]::new)) + ":"
                + letters(WORD.replace("<", "").replace(">", ""), 20);
    }

    private String uriParams() {
        return some(3, () -> ";" + token() + (oneIn(2) ? "=" + token() : ""))
                + (wild && oneIn(4) ? "?" + token() + "=%20" : "");
    }

    /** A URI, once in a while not by the grammar. What has a credential in it is left as it is. */
    String anyUri() {
        var uri = uri();
        return wild && oneIn(3) && !hasCredential(uri) ? mutated(uri) : uri;
    }

    /** With or without name and brackets. */
    String address() {
        var uri = anyUri();
        return by(
                () -> "<" + uri + ">",
                () -> quoted() + " <" + uri + ">",
                () -> token() + " " + token() + " <" + uri + ">",
                () -> quoted() + "<" + uri + ">",
                () -> uri.matches(".*[;,?<>].*") ? "<" + uri + ">" : uri);
    }

    /** Some changes of one place each, none of which is a control character. */
    String mutated(String text) {
        var changed = new StringBuilder(text);
        for (var left = 1 + dice.nextInt(3); left > 0; left--) {
            var at = dice.nextInt(changed.length() + 1);
            switch (dice.nextInt(4)) {
                case 0 -> changed.insert(at, DELIMITERS.charAt(dice.nextInt(DELIMITERS.length())));
                case 1 -> changed.insert(at, changed.substring(0, Math.min(at, 40)));
                case 2 -> changed.delete(at, Math.min(changed.length(), at + 1 + dice.nextInt(4)));
                default -> changed.insert(at, letters(WORD, 4));
            }
        }
        return changed.toString();
    }

    static boolean hasCredential(String text) {
        return text.contains(VconAssertions.CREDENTIALS.get(0));
    }

    /** The same again and again, as long as it may be: what is not read in linear time shows here. */
    String monotonous(int octets) {
        var unit = of(UNITS.toArray(String[]::new));
        return unit.repeat(octets / unit.length());
    }

    String octets(int most) {
        var bytes = new byte[dice.nextInt(most + 1)];
        dice.nextBytes(bytes);
        return new String(bytes, ISO_8859_1);
    }
}
