package org.sipverify.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipverify.testkit.Eventually;
import org.sipverify.testkit.Message;
import org.sipverify.testkit.NodeScript;
import org.sipverify.testkit.UdpPeer;
import org.sipverify.testkit.VerifierStandIn;

/** The console of the packaged server, in a browser. */
class ConsoleIT {
    private static final String CALLER = "+15551234567";
    private static final String BRAND = "<img src=x onerror=document.title='run'>";
    private static final String REFUSED = "broken-from@192.0.2.7";
    private static final Path SCREENSHOTS = Path.of("target/console").toAbsolutePath();
    private static final List<String> PAGES = List.of("now", "calls", "policy", "sources", "system", "probe");

    @TempDir
    private static Path directory;

    private static final Map<String, String> TOKENS = new LinkedHashMap<>();
    private static VerifierStandIn verifier;
    private static PackagedServer server;
    private static UdpPeer phone;
    private static NodeScript browser;

    @BeforeAll
    static void start() throws Exception {
        var file = directory.resolve("tokens");
        for (var role : List.of("watch", "read", "operate")) {
            var ran = Ran.command("token", role + "er", "--role", role, "-Dhttp.tokens-file=" + file);
            TOKENS.put(role, ran.out().lines().findFirst().orElseThrow().replace("token  ", ""));
        }
        policy("enforce");
        verifier = new VerifierStandIn();
        server = PackagedServer.start(
                directory,
                "http.anonymous=none",
                "http.tokens-file=" + file,
                "policy.path=" + directory.resolve("policy.conf"),
                "verifier.url=" + verifier.url());
        phone = new UdpPeer(server.sipPort);
        browser = NodeScript.start("console.mjs");
    }

    @AfterAll
    static void stop() throws Exception {
        browser.close();
        phone.close();
        server.close();
        verifier.close();
    }

    @BeforeEach
    void nobodyIsSignedIn() throws Exception {
        ask("fresh", Map.of("url", "http://127.0.0.1:" + server.httpPort + "/"));
    }

    /** The shipped policy with rules. */
    private static void policy(String mode) throws IOException {
        var shipped = Files.readString(PackagedServer.HOME.resolve("conf/policy.conf"));
        var text = shipped.replaceFirst("(?m)^mode = enforce", "mode = " + mode).replaceFirst("(?m)^rules = \\[", """
                rules = [
                  { name = "premium numbers", when { dest = ["+449*"] }, action = reject, reason-code = 603 }
                  { name = "verified callers", when { outcome = [valid] }, action = redirect,
                    destination-template = "sip:{dest}@{target}" }
                """);
        Files.writeString(directory.resolve("policy.conf"), text);
    }

    private static JsonNode ask(String step, Map<String, ?> with) throws IOException {
        var question = new LinkedHashMap<String, Object>(with);
        question.put("step", step);
        var answer = browser.ask(question);
        assertFalse(answer.has("failed"), answer::toPrettyString);
        assertTrue(answer.path("faults").isEmpty(), answer::toPrettyString);
        return answer;
    }

    private static String page(String address) throws IOException {
        return ask("look", Map.of("address", address)).path("text").asText();
    }

    private static List<String> buttons(String address) throws IOException {
        var buttons = new ArrayList<String>();
        ask("look", Map.of("address", address)).path("buttons").forEach(it -> buttons.add(it.asText()));
        return buttons;
    }

    private static void signIn(String role) throws IOException {
        ask("signIn", Map.of("token", TOKENS.get(role)));
    }

    /** A call with this brand; its Call-ID. */
    private static String call(String brand) throws IOException {
        verifier.answers(200, VerifierStandIn.VALID.replace("ACME Corporation", brand));
        var invite = Message.of("INVITE", phone.port());
        CallsIT.signed().lines().forEach(invite::with);
        phone.send(invite.toString());
        var answer = phone.receiveFinal(invite);
        assertTrue(answer.startsWith("SIP/2.0 302"), answer);
        phone.send(invite.as("ACK").toString());
        return invite.callId();
    }

    private static JsonNode search(String label, String value) throws IOException {
        return ask("search", Map.of("fields", Map.of(label, value)));
    }

    /** The index is written a few times a second. */
    private static JsonNode found(String label, String value) throws Exception {
        var result = new JsonNode[1];
        Eventually.isTrue(() -> {
            try {
                result[0] = search(label, value);
                return result[0].path("rows").size() > 0;
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        return result[0];
    }

    @Test
    void withoutATokenNothingIsShown() throws Exception {
        call("Hidden Brand");

        for (var address : PAGES) {
            var text = page("#/" + address);

            assertTrue(text.startsWith("Sign in to sip-verify") || text.contains("\nSign in to sip-verify"), text);
            assertTrue(text.lines().count() < 12, text);
        }
    }

    @Test
    void aCallIsOnThePageWithinASecond() throws Exception {
        signIn("read");
        var best = Long.MAX_VALUE;
        for (int i = 0; i < 3 && best > 1000; i++) { // the machine may be busy with something else for a moment
            var brand = "Live " + i;
            ask("watch", Map.of("text", brand));
            var made = System.currentTimeMillis();
            call(brand);
            best = Math.min(best, ask("seen", Map.of()).path("at").asLong() - made);
        }

        assertTrue(best <= 1000, "it came after " + best + " ms");
    }

    @Test
    void aCallIsFoundByNumberItsEndAndCallIdAndShownInFull() throws Exception {
        var callId = call(BRAND);
        signIn("read");
        var byCallId = found("Call-ID", callId);
        assertEquals(1, byCallId.path("rows").size(), byCallId::toPrettyString);
        assertEquals("#/calls?call_id=" + callId, byCallId.path("address").asText());

        var shown = ask("call", Map.of());

        var text = shown.path("text").asText();
        assertTrue(text.contains("Brand " + BRAND), text);
        assertTrue(text.contains("verified callers"), text);
        assertTrue(text.contains("premium numbers"), text);
        assertTrue(text.contains("controller"), text); // of the PASSporT
        assertEquals(0, shown.path("images").asInt());
        assertTrue(shown.path("arrows").asInt() >= 3, shown::toPrettyString);
        assertTrue(shown.path("message").asText().startsWith("INVITE sip:"), shown::toPrettyString);
        assertTrue(shown.path("message").asText().contains(callId), shown::toPrettyString);
        for (var way : List.of(
                Map.of("Caller or callee", "number", "Number", CALLER),
                Map.of("Caller or callee", "ends", "Number", "1234567"))) {
            var rows = ask("search", Map.of("fields", way)).path("rows");
            assertTrue(rows.size() > 0, way::toString);
            assertTrue(rows.get(0).asText().contains(CALLER), rows::toPrettyString);
        }
    }

    @Test
    void anInviteWithABrokenFromIsFoundWithItsReason() throws Exception {
        phone.send(Message.of("INVITE", phone.port())
                .toString()
                .replaceFirst("From: .*", "From: ?")
                .replaceFirst("Call-ID: .*", "Call-ID: " + REFUSED));
        signIn("read");

        var row = found("Call-ID", REFUSED).path("rows").get(0).asText();

        assertTrue(row.contains("malformed From"), row);
        assertTrue(row.contains("refused"), row);
    }

    @Test
    void eachRoleSeesItsShare() throws Exception {
        found(call("ACME"));
        var url = Map.of("url", "http://127.0.0.1:" + server.httpPort + "/");

        signIn("watch");
        var masked = page("#/calls");
        assertTrue(masked.contains("***4567"), masked);
        assertFalse(masked.contains(CALLER), masked);
        assertFalse(masked.contains("Probe"), masked);
        assertTrue(page("#/probe").contains("takes the role operate"));
        var system = page("#/system");
        assertFalse(buttons("#/system").contains("Drain"), system);
        assertTrue(system.contains("Problems and settings take the role read"), system);
        assertTrue(page("#/policy").contains("takes the role read"));
        ask("fresh", url);

        signIn("read");
        assertTrue(page("#/calls").contains(CALLER));
        assertFalse(buttons("#/system").contains("Drain"));
        assertTrue(page("#/system").contains("http.port"));
        ask("fresh", url);

        signIn("operate");
        assertTrue(buttons("#/system").contains("Drain"));
        assertTrue(page("#/probe").contains("REGISTER"));
    }

    private static void found(String callId) throws Exception {
        ask("fresh", Map.of("url", "http://127.0.0.1:" + server.httpPort + "/"));
        signIn("read");
        assertEquals(1, found("Call-ID", callId).path("rows").size());
        ask("fresh", Map.of("url", "http://127.0.0.1:" + server.httpPort + "/"));
    }

    @Test
    void theKeyboardIsEnough() throws Exception {
        var callId = call("ACME");
        found(callId);

        var end = ask("keyboard", Map.of("token", TOKENS.get("read"), "callId", callId));

        assertEquals("main", end.path("skipped").asText());
        assertTrue(end.path("message").asText().startsWith("SIP/2.0 "), end::toPrettyString);
    }

    @Test
    void observeModeAndDrainingAreBanners() throws Exception {
        signIn("operate");
        policy("observe");
        ask("look", Map.of("address", "#/sources", "text", "Observe mode."));
        ask("look", Map.of("address", "#/system", "button", "Drain"));

        ask("press", Map.of("button", "Drain"));

        for (var address : PAGES) {
            var page = ask("look", Map.of("address", "#/" + address, "text", "Draining."));
            assertTrue(page.path("text").asText().contains("Observe mode."), page::toPrettyString);
        }
        ask("look", Map.of("address", "#/system", "button", "Take calls again"));
        ask("press", Map.of("button", "Take calls again"));
        ask("look", Map.of("address", "#/system", "button", "Drain"));
        policy("enforce");
    }

    @Test
    void everyPageIsAccessibleDarkAndLightNarrowAndWide() throws Exception {
        var sign = ask("audit", Map.of("pages", Map.of("sign-in", "#/now"), "screenshots", SCREENSHOTS.toString()));
        assertEquals("[]", sign.path("wrong").toString());
        var callId = call("ACME");
        signIn("operate");
        found("Call-ID", callId);
        var call = ask("call", Map.of()).path("address").asText();
        var pages = new LinkedHashMap<String, String>();
        PAGES.forEach(name -> pages.put(name, "#/" + name));
        pages.put("call", call);

        var found = ask("audit", Map.of("pages", pages, "screenshots", SCREENSHOTS.toString()));

        assertEquals("[]", found.path("wrong").toString());
    }
}
