package org.sipverify.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sipverify.app.Pitfall.TARGET;

import java.util.List;
import java.util.stream.Stream;

/** What has cost other back-to-back user agents a bug, one call each. The checks are in the scenarios. */
final class Pitfalls {
    private static final String DIGEST = "Digest realm=\"pbx\", nonce=\"n1\", qop=\"auth\"";
    private static final String CHALLENGED = "407 Proxy Authentication Required";
    private static final String BUSY = "486 Busy Here";

    /** A second target at the callee of the first. */
    private static final String SECOND = "\"sip:second-{dest}@CALLEE\"";

    static List<Pitfall> all() {
        return Stream.of(cancels(), answers(), refusals(), fields(), reliable(), within(), ends(), transports())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Pitfall> cancels() {
        return List.of(
                Pitfall.of(
                        "a CANCEL has the branch, the Request-URI and the number of its INVITE, and the caller's Reason",
                        "caller-cancels",
                        "callee-compares-the-cancel"),
                secondInvite(
                        "a CANCEL after a 407 is of the second INVITE", CHALLENGED, "Proxy-Authenticate: " + DIGEST),
                secondInvite(
                        "a CANCEL after a 401 is of the second INVITE",
                        "401 Unauthorized",
                        "WWW-Authenticate: " + DIGEST),
                secondInvite(
                        "a CANCEL after a 422 is of the second INVITE",
                        "422 Session Interval Too Small",
                        "Min-SE: 3600"),
                Pitfall.of(
                        "a 2xx that crosses the CANCEL gets ACK and BYE",
                        "caller-cancels",
                        "callee-answers-despite-the-cancel"),
                Pitfall.of("the 200 to a CANCEL leaves before the 487", "caller-cancels", "callee-is-cancelled")
                        .caller(it -> it.with("-m", "10"))
                        .callee(it -> it.with("-m", "10")),
                Pitfall.of(
                                "a CANCEL in the same segment as its INVITE makes no ghost call",
                                "caller-cancels-at-once",
                                "callee-is-cancelled")
                        .caller(Pitfalls::byTcp),
                Pitfall.of(
                                "a CANCEL to a callee that never says anything ends with the transaction",
                                "caller-cancels-at-once",
                                "callee-says-nothing")
                        .caller(Pitfalls::byTcp),
                Pitfall.of(
                        "a CANCEL that comes after the answer changes nothing",
                        "caller-cancels-too-late",
                        "callee-is-hung-up-on"));
    }

    private static Pitfall secondInvite(String sentence, String status, String field) {
        return Pitfall.of(sentence, "caller-cancels", "callee-wants-a-second-invite")
                .callee(it -> it.sending(CHALLENGED, status).more(field));
    }

    private static List<Pitfall> answers() {
        return List.of(
                Pitfall.of(
                        "each branch of a fork is an early dialog of its own, and the loser gets ACK and BYE",
                        "caller-sees-both-branches",
                        "callee-forks"),
                Pitfall.of("the answer is repeated until the ACK", "caller-acknowledges-late", "callee-is-hung-up-on")
                        .caller(Pitfalls::seeingRepetitions),
                Pitfall.of(
                                "what the server begins over UDP is repeated until it is answered",
                                "caller-asks",
                                "callee-is-deaf-at-first")
                        .callee(Pitfalls::seeingRepetitions),
                Pitfall.of(
                                "every call of a load goes through and leaves nothing behind",
                                "caller-hangs-up",
                                "callee-is-hung-up-on")
                        .caller(it -> it.with("-m", "200", "-r", "50"))
                        .callee(it -> it.with("-m", "200")),
                Pitfall.of(
                        "what is dropped leaves no transaction behind",
                        "caller-looks-like-a-scanner",
                        "callee-is-hung-up-on"));
    }

    private static List<Pitfall> refusals() {
        return List.of(
                Pitfall.of(
                                "a refusal is acknowledged before the next target is tried",
                                "caller-is-refused",
                                "callee-refuses")
                        .targets(TARGET, SECOND)
                        .caller(it -> it.expecting(486, 500))
                        .callee(it -> it.sending(BUSY, "500 Server Internal Error")
                                .more("")
                                .with("-m", "2"))
                        .check(both -> assertEquals(
                                List.of("INVITE", "ACK", "INVITE", "ACK"),
                                both.callee().requests())),
                refused("a 503 of one target is a 500 to the caller", "503 Service Unavailable", 500),
                Pitfall.of("a redirect keeps the callee's Contact", "caller-is-redirected", "callee-refuses")
                        .callee(it ->
                                it.sending(BUSY, "302 Moved Temporarily").more("Contact: <sip:elsewhere@192.0.2.7>")),
                Pitfall.of(
                                "a target that rings in vain does not hide the better refusal of another",
                                "caller-is-refused",
                                "callee-refuses-then-only-rings")
                        .targets(TARGET, SECOND)
                        .policy("ring-timeout = 1s, fail-over-on = [480]")
                        .caller(it -> it.expecting(486, 480))
                        .callee(it -> it.sending(BUSY, "480 Temporarily Unavailable")
                                .more("")
                                .with("-m", "2")),
                Pitfall.of("a callee that only rings is given up", "caller-is-refused", "callee-only-rings")
                        .policy("ring-timeout = 1s")
                        .caller(it -> it.expecting(486, 408)),
                Pitfall.of(
                                "credentials that are refused are not sent again",
                                "caller-is-refused",
                                "callee-is-never-satisfied")
                        .caller(it -> it.expecting(486, 403)),
                nowhere("a redirect without Contact is a failure", ""),
                Pitfall.of(
                                "a redirect to where the call came from is a failure",
                                "caller-is-refused",
                                "callee-sends-it-back")
                        .policy("follow-redirects = 5")
                        .caller(it -> it.expecting(486, 502)),
                nowhere("a redirect to another scheme is a failure", "Contact: <mailto:callee@example.com>"));
    }

    private static Pitfall refused(String sentence, String status, int told) {
        return Pitfall.of(sentence, "caller-is-refused", "callee-refuses")
                .caller(it -> it.expecting(486, told))
                .callee(it -> it.sending(BUSY, status).more(""));
    }

    private static Pitfall nowhere(String sentence, String contact) {
        return refused(sentence, "302 Moved Temporarily", 502)
                .policy("follow-redirects = 5")
                .callee(it -> it.sending(BUSY, "302 Moved Temporarily").more(contact));
    }

    private static List<Pitfall> fields() {
        return List.of(
                Pitfall.of(
                        "CSeq numbers stay on their side", "caller-counts-from-4711", "callee-counts-from-2147480000"),
                Pitfall.of(
                                "Via, routes, tags, Call-ID, credentials and the names of programs stay on their side",
                                "caller-keeps-its-secrets",
                                "callee-keeps-its-secrets")
                        .caller(it -> it.with("-cid_str", "callers-secret-%u")),
                Pitfall.of(
                        "no peer is told to reply to 0.0.0.0",
                        "caller-looks-at-the-address",
                        "callee-looks-at-the-address"),
                Pitfall.of("a request with Max-Forwards 0 is refused with 483", "caller-is-refused")
                        .caller(it -> it.sending("Max-Forwards: 70", "Max-Forwards: 0")
                                .expecting(486, 483)),
                Pitfall.of(
                                "a request with Max-Forwards 1 is passed on with 0",
                                "caller-hangs-up",
                                "callee-is-hung-up-on")
                        .caller(it -> it.sending("Max-Forwards: 70", "Max-Forwards: 1"))
                        .check(both -> assertTrue(
                                both.callee().received("INVITE ").contains("\r\nMax-Forwards: 0\r\n"),
                                both.callee()::messages)));
    }

    private static List<Pitfall> reliable() {
        return List.of(
                Pitfall.of(
                        "a caller that does not know PRACK sees no 100rel and no RSeq",
                        "caller-knows-no-prack",
                        "callee-is-reliable-unasked"),
                Pitfall.of(
                        "a callee that does not know PRACK is not asked for it",
                        "caller-requires-prack",
                        "callee-knows-no-prack"),
                Pitfall.of(
                        "a PRACK goes to the early dialog, and a wrong one is refused",
                        "caller-acknowledges-wrongly",
                        "callee-is-reliable"),
                Pitfall.of(
                        "the answer waits until a session before it has its PRACK",
                        "caller-acknowledges-the-session-late",
                        "callee-answers-before-the-prack"),
                Pitfall.of(
                        "the answer to an offer in a provisional response is in the PRACK",
                        "caller-answers-in-its-prack",
                        "callee-offers-in-its-progress"));
    }

    private static List<Pitfall> within() {
        return List.of(
                Pitfall.of(
                        "a request of a call that is over gets 481 at once",
                        "caller-asks-after-the-end",
                        "callee-asks-after-the-end"),
                Pitfall.of(
                        "an ACK that belongs to nothing is dropped",
                        "caller-acknowledges-what-was-not-said",
                        "callee-is-asked"),
                Pitfall.of(
                        "both modify the session at once: 491, and no third state",
                        "caller-holds-at-the-same-time",
                        "callee-holds-at-the-same-time"),
                Pitfall.of("an interval that is too short is refused", "caller-is-refused")
                        .caller(it -> it.headers("Supported: timer\nSession-Expires: 30")
                                .expecting(486, 422)),
                Pitfall.of(
                        "an interval is raised once and then kept, on each leg by itself",
                        "caller-refreshes-its-side",
                        "callee-wants-a-long-interval"),
                Pitfall.of(
                                "a REFER reaches the other side, again after a 407, and the BYE comes after the last NOTIFY",
                                "caller-refers",
                                "callee-is-referred")
                        .policy("refer = relay"),
                Pitfall.of(
                        "requests follow the route set of each leg",
                        "caller-is-behind-a-proxy",
                        "callee-is-behind-a-proxy"));
    }

    private static List<Pitfall> ends() {
        return List.of(
                Pitfall.of("both hang up at once", "caller-hangs-up", "callee-hangs-up-too"),
                Pitfall.of(
                        "a BYE may come before the ACK",
                        "caller-hangs-up-before-its-ack",
                        "callee-has-no-time-to-speak"),
                Pitfall.of(
                        "a BYE within the early dialog ends the call",
                        "caller-hangs-up-while-it-rings",
                        "callee-is-cancelled"),
                Pitfall.of("a call that comes here twice is one call", "caller-hangs-up", "callee-is-hung-up-on")
                        .targets("\"sip:{dest}0@SERVER\""),
                Pitfall.of("a call that is sent back here ends", "caller-is-refused")
                        .targets("\"sip:{dest}@SERVER\"")
                        .caller(it -> it.sending("Max-Forwards: 70", "Max-Forwards: 5")
                                .expecting(486, 483)));
    }

    private static List<Pitfall> transports() {
        return List.of(
                Pitfall.of(
                                "two requests in one segment are two requests",
                                "caller-says-two-things-at-once",
                                "callee-is-asked-twice")
                        .caller(Pitfalls::byTcp),
                Pitfall.of(
                                "two responses in one segment are two responses",
                                "caller-hears-early-media",
                                "callee-says-two-things-at-once")
                        .targets("\"sip:{dest}@CALLEE;transport=tcp\"")
                        .callee(Pitfalls::byTcp),
                Pitfall.of(
                                "a target that takes no connection is passed over and leaves nothing behind",
                                "caller-hangs-up",
                                "callee-is-hung-up-on")
                        .targets("\"sip:{dest}@NOBODY;transport=tcp\"", TARGET),
                Pitfall.of(
                                "a caller whose connection is lost leaves nothing behind",
                                "caller-calls-and-is-gone",
                                "callee-is-cancelled")
                        .policy("ring-timeout = 1s")
                        .caller(Pitfalls::byTcp));
    }

    private static Sipp byTcp(Sipp sipp) {
        return sipp.with("-t", "t1");
    }

    /** sipp hides a message that is repeated unless it takes none for that. */
    private static Sipp seeingRepetitions(Sipp sipp) {
        return sipp.with("-nr");
    }

    private Pitfalls() {}
}
