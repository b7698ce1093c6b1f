package org.sipverify.sip.sips;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sipverify.sip.sips.SipsStandIn.field;
import static org.sipverify.sip.sips.SipsStandIn.response;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipverify.sip.sips.ProbeDetails.Registration;
import org.sipverify.sip.sips.ProbeDetails.Registration.Binding;
import org.sipverify.sip.sips.ProbeResult.Answer;

/** REGISTER, with the credentials it takes, and what is left behind. */
class RegisterProbeTest extends Probing {
    private static final String PASSWORD = "open sesame";

    private static Registration details(ProbeResult result) {
        return (Registration) result.details();
    }

    private static String ok(String request) {
        var contact = field(request, "Contact");
        return field(request, "Expires").equals("0")
                ? response(request, "200 OK")
                : response(request, "200 OK", "Contact: " + contact + ";expires=" + field(request, "Expires"));
    }

    @ParameterizedTest
    @CsvSource({"MD5, auth, true", "SHA-256, auth, false", "SHA-512-256, auth, false", "SHA-256, auth-int, false"})
    void aRegistrationIsTakenBackAtOnce(String algorithm, String qop, boolean weak) throws Exception {
        var digest = new DigestServer(algorithm, qop, "alice", PASSWORD);
        try (var server = answering(request -> List.of(
                digest.accepts(request, "n1")
                        ? ok(request)
                        : response(request, "401 Unauthorized", digest.challenge("n1", ""))))) {
            var result = probe.register(order(server.port(), LONG, PASSWORD), false, false);

            assertTrue(result.isSuccess(), result::toString);
            assertEquals(Optional.of(200), details(result).removal().map(Answer::status));
            var binding = details(result).bindings().get(0);
            assertEquals(60, binding.expires());
            assertTrue(binding.contact().matches("sips:probe@127\\.0\\.0\\.1:[0-9]+"), binding.contact());
            var proof = result.proof().proofs().get(0);
            assertEquals(List.of(algorithm, qop, weak), List.of(proof.algorithm(), proof.qop(), proof.weak()));
            assertEquals(4, server.requests.size());
            assertTrue(server.requests.get(0).startsWith("REGISTER sips:example.com SIP/2.0\r\n"));
            assertEquals(
                    List.of("60", "60", "0", "0"),
                    server.requests.stream().map(it -> field(it, "Expires")).toList());
            assertTrue(server.requests.stream().noneMatch(it -> it.contains(PASSWORD)));
            assertFalse(result.toString().contains(PASSWORD));
        }
    }

    /** Of several schemes the strongest is answered, and none in clear. */
    @Test
    void theStrongestChallengeIsAnswered() throws Exception {
        var weak = new DigestServer("MD5", "auth", "alice", PASSWORD);
        var strong = new DigestServer("SHA-512-256", "auth", "alice", PASSWORD);
        try (var server = answering(request -> List.of(
                strong.accepts(request, "n2")
                        ? ok(request)
                        : response(
                                request,
                                "401 Unauthorized",
                                "WWW-Authenticate: Basic realm=\"example.com\"",
                                weak.challenge("n1", ""),
                                strong.challenge("n2", ""))))) {
            var result = probe.register(order(server.port(), LONG, PASSWORD), true, false);

            assertTrue(result.isSuccess(), result::toString);
            assertEquals("SHA-512-256", result.proof().proofs().get(0).algorithm());
            assertEquals(2, server.requests.size());
            assertTrue(details(result).removal().isEmpty());
        }
    }

    @Test
    void aStaleNonceIsAnsweredOnceMore() throws Exception {
        var digest = new DigestServer("SHA-256", "auth", "alice", PASSWORD);
        try (var server = answering(request -> List.of(
                digest.accepts(request, "new")
                        ? ok(request)
                        : digest.accepts(request, "old")
                                ? response(request, "401 Unauthorized", digest.challenge("new", ", stale=true"))
                                : response(request, "401 Unauthorized", digest.challenge("old", ""))))) {
            var result = probe.register(order(server.port(), LONG, PASSWORD), true, false);

            assertTrue(result.isSuccess(), result::toString);
            assertEquals(2, result.proof().challenges());
        }
    }

    @ParameterizedTest
    @CsvSource({"', stale=true', 3", "'', 2"})
    void aServerThatChallengesForEverIsGivenUp(String more, int requests) throws Exception {
        var digest = new DigestServer("SHA-256", "auth", "alice", PASSWORD);
        var nonce = new AtomicInteger();
        try (var server = answering(request -> List.of(
                response(request, "401 Unauthorized", digest.challenge("n" + nonce.incrementAndGet(), more))))) {
            var result = probe.register(order(server.port(), LONG, PASSWORD), false, false);

            assertEquals(ProbeError.CHALLENGE, result.problem().orElseThrow().error(), result::toString);
            assertEquals(401, result.answer().orElseThrow().status());
            assertEquals(requests, server.requests.size());
        }
    }

    @Test
    void passwordsAreNeverSentInClear() throws Exception {
        try (var server = answering(request ->
                List.of(response(request, "401 Unauthorized", "WWW-Authenticate: Basic realm=\"example.com\"")))) {
            var result = probe.register(order(server.port(), LONG, PASSWORD), false, false);

            assertEquals(ProbeError.CHALLENGE, result.problem().orElseThrow().error(), result::toString);
            assertTrue(result.problem().orElseThrow().advice().contains("only Digest"));
            assertEquals(1, server.requests.size());
        }
    }

    @Test
    void aQueryListsTheBindingsAndRegistersNothing() throws Exception {
        try (var server = answering(request -> List.of(response(
                request,
                "200 OK",
                "Contact: \"Desk, left\" <sips:a@192.0.2.1:5061;x=1>;expires=30, <sips:b@192.0.2.2>;q=0.5",
                "Contact: sips:c@192.0.2.3;expires=7")))) {
            var result = probe.register(order(server.port()), false, true);

            assertEquals(
                    List.of(
                            new Binding("sips:a@192.0.2.1:5061;x=1", 30),
                            new Binding("sips:b@192.0.2.2", -1),
                            new Binding("sips:c@192.0.2.3", 7)),
                    details(result).bindings());
            assertEquals(1, server.requests.size());
            assertEquals("", field(server.requests.get(0), "Contact"));
        }
    }

    @Test
    void aRegistrarThatWantsLongerGetsItUpToAnHour() throws Exception {
        try (var server = answering(request -> List.of(
                field(request, "Expires").equals("60")
                        ? response(request, "423 Interval Too Brief", "Min-Expires: 600")
                        : ok(request)))) {
            var result = probe.register(order(server.port()), false, false);

            assertTrue(result.isSuccess(), result::toString);
            assertEquals(
                    List.of("60", "600", "0"),
                    server.requests.stream().map(it -> field(it, "Expires")).toList());
        }
    }

    @Test
    void aRegistrationThatStaysBecauseTheConnectionEndsIsSaid() throws Exception {
        var context = authority.trusting(authority.issue("dns:sips.test"));
        try (var server = SipsStandIn.behaving(context, (it, in, out) -> {
            out.write(ok(it.read(in)).getBytes(UTF_8));
            it.read(in);
        })) {
            var result = probe.register(order(server.port()), false, false);

            assertEquals(ProbeError.CLOSED, result.problem().orElseThrow().error(), result::toString);
            assertTrue(result.problem().orElseThrow().advice().contains("did not take it back"));
            assertEquals(1, details(result).bindings().size());
        }
    }

    @Test
    void aRegistrationThatCannotBeTakenBackIsSaid() throws Exception {
        try (var server = answering(request ->
                List.of(field(request, "Expires").equals("0") ? response(request, "500 Broken") : ok(request)))) {
            var result = probe.register(order(server.port()), false, false);

            assertFalse(result.isSuccess());
            assertEquals(200, result.answer().orElseThrow().status());
            assertEquals(500, details(result).removal().orElseThrow().status());
            assertTrue(result.problem().orElseThrow().advice().contains("did not take it back"));
        }
    }
}
