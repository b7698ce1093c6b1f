package org.sipverify.vcon.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipverify.testkit.Eventually;
import org.sipverify.vcon.form.Gzip;

class ProfilesTest {
    private static final String CONSERVER = "profile = conserver, token = \"" + Conserver.KEY + "\"";

    @TempDir
    private Path directory;

    private Store store;
    private Receiver receiver;
    private UUID uuid;
    private final Conserver conserver = new Conserver();
    private final Count count = new Count();

    @BeforeEach
    void open() throws IOException {
        store = new Store(directory);
        uuid = store.nextId();
        receiver = new Receiver();
    }

    @AfterEach
    void close() throws IOException {
        receiver.close();
    }

    @Test
    void aConserverPutsItIntoItsLists() throws Exception {
        receiver.behave(conserver);
        store.put(uuid);

        deliver("/api", CONSERVER + ", ingress-lists = [calls, fraud]");

        assertEquals(1, count.of("delivered"));
        assertEquals(List.of("calls", "fraud"), conserver.queued.get(uuid.toString()));
        assertEquals("POST", receiver.requests.get(0).method());
        assertEquals(
                "/api/vcon?ingress_lists=calls&ingress_lists=fraud",
                receiver.requests.get(0).target());
        assertNull(receiver.requests.get(0).headers().getFirst("Authorization"));
    }

    @Test
    void aPartnersConserverAnswers204() throws Exception {
        receiver.behave(conserver);
        store.put(uuid);

        deliver("/api/", CONSERVER + ", ingress-lists = [partner], external-ingress = true");

        assertEquals(1, count.of("delivered"));
        assertEquals(List.of("partner"), conserver.queued.get(uuid.toString()));
    }

    @Test
    void aConserverGetsTheUnsignedForm() throws Exception {
        receiver.behave(conserver);
        var payload = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Store.vcon(uuid).getBytes(UTF_8));
        store.put(uuid, Gzip.deflated(jws(payload).getBytes(UTF_8)), ".vcon.gz");

        deliver("/api", CONSERVER + ", ingress-lists = [calls]");

        assertEquals(1, count.of("delivered"));
        assertEquals(Store.vcon(uuid), receiver.requests.get(0).body());
    }

    @Test
    void shortExtensionsAreKeptFromTheConserver() throws Exception {
        receiver.behave(conserver);
        store.put(uuid, Store.vcon(uuid).replace("+15550199", "101").getBytes(UTF_8), ".vcon");

        deliver("/api", CONSERVER + ", ingress-lists = [calls]");

        var kept = conserver.kept.get(uuid.toString());
        assertEquals("+15550100", kept.at("/parties/0/tel").asText());
        assertTrue(kept.at("/parties/1").isEmpty());
    }

    @Test
    void fromALargeVconDetailIsLeftOut() throws Exception {
        receiver.behave(conserver);
        store.put(uuid, large(20_000, 100).getBytes(UTF_8), ".vcon");

        deliver("/api", CONSERVER + ", ingress-lists = [calls], max-size = 10000 B");

        var kept = conserver.kept.get(uuid.toString());
        assertEquals(1, count.of("trimmed"));
        assertEquals(4, kept.path("attachments").size(), "positions are how others refer to them");
        assertEquals("sip-message-trace", kept.at("/attachments/0/purpose").asText());
        assertFalse(kept.at("/attachments/0").has("body"));
        assertTrue(kept.at("/attachments/1").has("body"));
        assertTrue(kept.at("/attachments/2").has("body"));
    }

    @Test
    void fromAVeryLargeVconAllButTheEssentialIsLeftOut() throws Exception {
        receiver.behave(conserver);
        store.put(uuid, large(20_000, 20_000).getBytes(UTF_8), ".vcon");

        deliver("/api", CONSERVER + ", ingress-lists = [calls], max-size = 10000 B");

        var kept = conserver.kept.get(uuid.toString());
        assertFalse(kept.at("/attachments/1").has("body"));
        assertFalse(kept.at("/attachments/1").has("mediatype"));
        assertTrue(kept.at("/attachments/2").has("body"), "sip-invite stays");
        assertTrue(kept.at("/attachments/3").has("body"), "sip-response stays");
    }

    @Test
    void whatIsTooLargeEvenThenIsSetAside() throws Exception {
        receiver.behave(conserver);
        store.put(uuid, large(20_000, 100).getBytes(UTF_8), ".vcon");

        quarantine("/api", CONSERVER + ", ingress-lists = [calls], max-size = 1500 B", "TOO_LARGE");

        assertEquals(0, receiver.requests.size());
    }

    @Test
    void brokenFilesAreSetAside() throws Exception {
        store.put(uuid, "{\"vcon\":\"0.4.0\",\"vcon\":".getBytes(UTF_8), ".vcon");

        quarantine("", "profile = webhook", "UNREADABLE");

        assertEquals(0, receiver.requests.size());
    }

    @Test
    void whatIsEncryptedIsSetAsideWhereItIsWantedPlain() throws Exception {
        store.put(uuid, "{\"ciphertext\":\"\",\"recipients\":[]}".getBytes(UTF_8), ".vcon");

        quarantine("", "profile = webhook", "UNREADABLE");

        assertEquals(0, receiver.requests.size());
    }

    @Test
    void aWebHookIsSignedOverTheExactBytes() throws Exception {
        var key = Files.writeString(directory.resolve("hook.key"), "it is a secret\n");
        store.put(uuid, Gzip.deflated(Store.vcon(uuid).getBytes(UTF_8)), ".vcon.gz");

        deliver("/hooks?team=fraud", "profile = webhook, secret-file = \"" + key + "\"");

        var request = receiver.requests.get(0);
        assertEquals("/hooks?team=fraud", request.target());
        assertEquals(
                openssl("it is a secret", request.body()), request.headers().getFirst("X-Hub-Signature-256"));
        assertEquals(uuid.toString(), request.headers().getFirst("Idempotency-Key"));
    }

    @Test
    void aPlainPostCarriesTheStoredForm() throws Exception {
        var sealed = jws("eyJ9");
        store.put(uuid, sealed.getBytes(UTF_8), ".vcon");

        deliver("", "profile = post, token = abc");

        var request = receiver.requests.get(0);
        assertEquals(sealed, request.body());
        assertEquals("application/vcon", request.headers().getFirst("Content-Type"));
        assertEquals("Bearer abc", request.headers().getFirst("Authorization"));
    }

    @Test
    void aPlainPostMayBeCompressed() throws Exception {
        store.put(uuid);

        deliver("", "profile = post, gzip = true");

        assertEquals(Store.vcon(uuid), receiver.requests.get(0).body());
        assertEquals("application/vcon+gzip", receiver.requests.get(0).headers().getFirst("Content-Type"));
    }

    @Test
    void theOlderDialectIsWrittenForWhoWantsIt() throws Exception {
        var more = ",\"attachments\":[{\"purpose\":\"stir-passport-extended\",\"mediatype\":\"application/passport\","
                + "\"encoding\":\"none\",\"body\":\"{\\\"payload\\\":\\\"cGF5\\\",\\\"protected\\\":\\\"cHJv\\\","
                + "\\\"signature\\\":\\\"c2ln\\\"}\"},{\"purpose\":\"sip-headers\",\"mediatype\":\"application/json\","
                + "\"encoding\":\"json\",\"body\":{\"To\":\"<sip:a@b>\"}}]";
        store.put(uuid, Store.vcon(uuid, more).getBytes(UTF_8), ".vcon");

        deliver("", "profile = webhook, dialect = docs, json-bodies = string");

        var sent = json(receiver.requests.get(0).body());
        assertEquals("314159 INVITE", sent.at("/dialog/0/sip_cseq").asText());
        assertEquals("+15550100@carrier.example", sent.at("/parties/0/sip").asText());
        assertEquals(
                "application/passport+jwt", sent.at("/attachments/0/mediatype").asText());
        assertEquals("cHJv.cGF5.c2ln", sent.at("/attachments/0/body").asText());
        assertEquals("{\"To\":\"<sip:a@b>\"}", sent.at("/attachments/1/body").asText());
    }

    private void deliver(String path, String endpoint) throws Exception {
        run(path, endpoint, "delivered");
    }

    private void quarantine(String path, String endpoint, String why) throws Exception {
        run(path, endpoint, why);
    }

    private void run(String path, String endpoint, String end) throws Exception {
        var config = Settings.read(
                "endpoints = [{ name = one, url = \"" + receiver.url() + path + "\", " + endpoint + " }]");
        try (var delivery = Delivery.start(config, directory, count, Eventually.PATIENCE)) {
            count.reaches(end, 1);
        }
    }

    private String large(int trace, int headers) {
        return Store.vcon(
                uuid,
                ",\"attachments\":[" + attachment("sip-message-trace", trace) + "," + attachment("sip-headers", headers)
                        + "," + attachment("sip-invite", 500) + "," + attachment("sip-response", 500) + "]");
    }

    private static String attachment(String purpose, int size) {
        return "{\"purpose\":\"%s\",\"start\":\"2026-11-20T10:00:00Z\",\"party\":0,\"dialog\":0,\"mediatype\":\"text/plain\",\"encoding\":\"none\",\"body\":\"%s\"}"
                .formatted(purpose, "x".repeat(size));
    }

    private String jws(String payload) {
        return "{\"payload\":\"" + payload + "\",\"signatures\":[{\"header\":{\"uuid\":\"" + uuid + "\"}}]}";
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }

    private String openssl(String key, String text) throws Exception {
        var file = Files.writeString(directory.resolve("signed"), text);
        var process = new ProcessBuilder("openssl", "dgst", "-sha256", "-hmac", key, "-r", file.toString()).start();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor(), "openssl failed");
        return "sha256=" + output.substring(0, 64);
    }
}
