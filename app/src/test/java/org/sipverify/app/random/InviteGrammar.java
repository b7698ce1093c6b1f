package org.sipverify.app.random;

import static org.sipverify.app.random.RandomInvite.MARK;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SplittableRandom;

/** Throws INVITEs together: any order of any fields, sound ones and others, with the faults that peers and attackers make. */
final class InviteGrammar {
    private static final String CRLF = "\r\n";
    private static final int LONGEST_HEADER = 14_000;
    private static final int LONGEST_MANDATORY = 1500;

    private final long seed;
    private final String signed;

    /** @param signed header fields with credentials that are in order */
    InviteGrammar(long seed, String signed) {
        this.seed = seed;
        this.signed = signed;
    }

    /** The one of this number, each time the same but for the credentials. */
    RandomInvite invite(int number) {
        // neighbouring seeds of Random begin alike
        var mixed = new SplittableRandom(seed * 1_000_003 + number).nextLong();
        return new Throw(new Random(mixed)).invite();
    }

    /** An ordinary one, to compare with. */
    RandomInvite plain(String transport) {
        var lines = new ArrayList<String>();
        lines.add("INVITE sip:+14155551234@127.0.0.1 SIP/2.0\r\n");
        lines.add("Via: SIP/2.0/" + transport + " 127.0.0.1:5060;branch=z9hG4bK" + MARK + CRLF);
        lines.add("Max-Forwards: 70\r\n");
        lines.add("From: \"caller\" <sip:+15551234567@127.0.0.1>;tag=" + MARK + CRLF);
        lines.add("To: <sip:+14155551234@127.0.0.1>\r\n");
        lines.add("Call-ID: " + MARK + "@127.0.0.1\r\nCSeq: 1 INVITE\r\n");
        lines.add(signed);
        lines.add("Contact: <sip:caller@127.0.0.1>\r\nContent-Length: 0\r\n");
        return new RandomInvite(transport, lines, CRLF, true);
    }

    /** One message being made. */
    private final class Throw {
        private final RandomText text;
        private final String transport;
        private final List<String> lines = new ArrayList<>();
        private boolean must = true;

        Throw(Random dice) {
            this.text = new RandomText(dice);
            this.transport = text.of("UDP", "TCP");
        }

        RandomInvite invite() {
            mandatory();
            var credentials = text.oneIn(3);
            var optional = new OptionalFields(text);
            for (var left = text.dice.nextInt(10); left > 0; left--) {
                lines.add(folded(optional.field()) + CRLF);
            }
            if (credentials) {
                lines.add(
                        text.oneIn(3)
                                ? text.mutated(signed.strip()).replaceAll("[\\r\\n]+", "\r\nX: ") + CRLF
                                : signed);
            }
            if (text.oneIn(12)) {
                lines.add(
                        "X-Long: " + text.monotonous(text.of(1000, 4000, 7900)).replaceAll("[\\r\\n]", "") + CRLF);
            }
            var body =
                    new RandomBody(text, transport.equals("UDP") ? 45_000 : 60_000); // a datagram ends at 65,507 octets
            body.type().ifPresent(lines::add);
            length(body.text().length());
            if (text.oneIn(2)) {
                Collections.shuffle(lines, text.dice);
            }
            lines.add(0, startLine());
            lineFault();
            return finished(body.text());
        }

        private RandomInvite finished(String body) {
            var header = lines.stream().mapToInt(String::length).sum();
            return new RandomInvite(transport, lines, CRLF + body, must && header < LONGEST_HEADER);
        }

        private String startLine() {
            var uri = text.anyUri();
            return text.oneIn(20)
                    ? text.of(
                            "invite " + uri + " SIP/2.0\r\n",
                            "INVITE " + uri + " SIP/3.0\r\n",
                            "INVITE " + uri + " sip/2.0\r\n",
                            "INVITE  " + uri + " SIP/2.0\r\n",
                            "INVITE " + uri + " SIP/2.0 \r\n",
                            "INVITE <" + uri + "> SIP/2.0\r\n",
                            text.token() + " " + uri + " SIP/2.0\r\n")
                    : "INVITE " + uri + " SIP/2.0\r\n";
        }

        private void mandatory() {
            add(name("Via", "v"), via());
            for (var left = text.oneIn(3) ? text.dice.nextInt(4) : 0; left > 0; left--) {
                lines.add("Via: SIP/2.0/" + text.of("UDP", "TCP", "TLS", "SCTP", text.token()) + " " + text.host()
                        + ";branch=z9hG4bK" + text.token() + text.params(2) + CRLF);
            }
            add(name("From", "f"), perhapsMutated(from()));
            add(name("To", "t"), perhapsMutated(to()));
            add(name("Call-ID", "i"), text.oneIn(25) ? MARK + text.mutated("@a b") : callId());
            add("CSeq", cseq());
            twice();
        }

        private String perhapsMutated(String value) {
            return text.oneIn(25) && !RandomText.hasCredential(value) ? text.mutated(value) : value;
        }

        /** Once in a while it is missing, and then nobody can be answered. */
        private void add(String name, String value) {
            if (text.oneIn(60)) {
                must = false;
                return;
            }
            must &= value.length() < LONGEST_MANDATORY && !value.isBlank();
            lines.add(folded(name + text.of(": ", ":", " : ", ":\t", "\t: ") + value)
                    + text.of("", "", "", " ", "\t")
                    + CRLF);
        }

        private void twice() {
            if (text.oneIn(25)) {
                lines.add(text.of("From: ", "t:", "Call-ID: x@", "CSeq: 2 INVITE ", "Max-Forwards: 1\r\nMax-Forwards: ")
                        + text.dice.nextInt(70)
                        + CRLF);
            }
        }

        private String name(String name, String compact) {
            return text.of(name, name, name.toUpperCase(Locale.ROOT), name.toLowerCase(Locale.ROOT), compact);
        }

        private String via() {
            var blank = text.of("", "", "", " ", "\t");
            var protocol = "SIP" + blank + "/" + blank + "2.0" + blank + "/" + blank;
            var good = protocol + transport + " " + text.host() + text.of("", ":5060", " : 5060") + ";branch=z9hG4bK"
                    + MARK + viaParams();
            if (!text.oneIn(12)) {
                return good;
            }
            must = false;
            return text.of(
                    text.mutated(good),
                    good.replace("branch", "bran"),
                    good.replace("z9hG4bK", ""),
                    good + " (a comment)",
                    good + ";x=\"",
                    good + "," + text.token(),
                    good.replace(transport, "SCTP"),
                    protocol + transport + ";branch=z9hG4bK" + MARK,
                    text.monotonous(800).replaceAll("[\\r\\n]", ""));
        }

        private String viaParams() {
            return text.some(
                    3,
                    () -> ";"
                            + text.by(
                                    () -> "rport",
                                    () -> "ttl=1",
                                    () -> "maddr=" + text.host(),
                                    () -> "received=192.0.2.1",
                                    () -> "alias",
                                    () -> text.token() + "=" + text.token(),
                                    () -> text.token() + "=" + text.quoted()));
        }

        private String from() {
            var tag = text.oneIn(10)
                    ? text.of(
                            "",
                            ";tag",
                            ";tag=",
                            ";tag=\"\"",
                            ";tag= ",
                            ";tag=\"" + MARK + "\"",
                            ";tag=a;tag=b",
                            ";tag=" + text.utf8())
                    : ";tag=" + MARK;
            return text.address() + text.params(2) + tag + text.params(1);
        }

        private String to() {
            return text.address()
                    + text.params(2)
                    + (text.oneIn(15) ? ";tag=" + text.of("", text.token(), text.quoted()) : "");
        }

        private String callId() {
            return MARK + text.of("", "@", "@" + text.host(), text.word(), "@" + text.word());
        }

        private String cseq() {
            return text.oneIn(15)
                    ? text.of(
                            "4294967295 INVITE",
                            "99999999999999999999 INVITE",
                            "-1 INVITE",
                            "INVITE",
                            "1",
                            "1 invite",
                            "1 OPTIONS",
                            "1 INVITE x",
                            text.number() + " INVITE",
                            text.token())
                    : text.of("0", "1", "007", "2147483647", "314159") + text.of(" ", "  ", "\t") + "INVITE";
        }

        private String folded(String line) {
            var at = line.indexOf(' ', line.indexOf(':') + 1);
            return at > 0 && text.oneIn(15)
                    ? line.substring(0, at) + "\r\n" + text.of(" ", "\t", "   ") + line.substring(at + 1)
                    : line;
        }

        /** What is wrong with one line, or between two. Over a connection the end of a message is not sure then. */
        private void lineFault() {
            if (!text.oneIn(15)) {
                return;
            }
            must &= transport.equals("UDP");
            var at = 1 + text.dice.nextInt(lines.size());
            lines.add(
                    at,
                    text.of(
                            "X-Bare: a\n",
                            "X-Bare: a\r",
                            "X-Zero: a\0b\r\n",
                            "X-Binary: \u00ff\u00fe\r\n",
                            "no field\r\n",
                            ": no name\r\n",
                            "X Y: two words\r\n",
                            "X-Blank: a\r\n \r\n",
                            "X-Quote: \"a\r\n",
                            text.octets(40) + CRLF,
                            "X-Bell: \u0007\r\n",
                            "X-Delete: \u007f\r\n",
                            "X-Far: " + "x".repeat(9000) + CRLF));
            // an empty line in it, a bare CR or one that belongs to the field before may hide what stands below
            must &= !lines.get(at).matches("(?s)[\\r\\n \\t].*")
                    && !lines.get(at).matches("(?s).*[\\r\\n]{3}.*")
                    && onlyAt(at);
        }

        private boolean onlyAt(int at) {
            return (lines.get(at).startsWith("X") && !lines.get(at).endsWith("a\r"))
                    || lines.get(at).matches("(no field|: no name)\r\n");
        }

        private void length(int octets) {
            var name = text.of("Content-Length: ", "l: ", "Content-length:", "L : ");
            if (!text.oneIn(12)) {
                lines.add(name + octets + CRLF);
                return;
            }
            var over = transport.equals("TCP"); // too little is waited for there
            lines.add(text.of(
                    "",
                    name + octets / 2 + CRLF,
                    name + (over ? "x" : octets + 1) + CRLF,
                    name + "-1\r\n",
                    name + "\r\n",
                    name + octets + CRLF + name + octets + CRLF,
                    name + "99999999999\r\n",
                    name + octets + " x\r\n"));
        }
    }
}
