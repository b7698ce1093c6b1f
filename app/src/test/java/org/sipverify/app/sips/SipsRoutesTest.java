package org.sipverify.app.sips;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipverify.app.config.SipsApiSettings;
import org.sipverify.app.config.SipsApiSettings.Rate;
import org.sipverify.formats.net.IpNetwork;
import org.sipverify.http.ApiRequest;
import org.sipverify.http.Caller;
import org.sipverify.http.RefusedException;
import org.sipverify.http.Reply;
import org.sipverify.http.Role;
import org.sipverify.http.Values;
import org.sipverify.sip.dns.AddressLookup;
import org.sipverify.sip.dns.DnsConfig;
import org.sipverify.sip.sips.PortRange;
import org.sipverify.sip.sips.SipsProbe;
import org.sipverify.sip.sips.TargetGuard;
import org.sipverify.sip.sips.TargetRules;
import org.sipverify.sip.tls.ExaminedPeer.Trust;

/** Who may probe, how often, and how many at a time. The server that is probed takes connections and says nothing. */
class SipsRoutesTest implements SipsMeter {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<String> counted = new ArrayList<>();
    private final BlockingQueue<Reply> replies = new LinkedBlockingQueue<>();
    private final ProbeThreads threads = new ProbeThreads(2);
    private ServerSocket silent;

    @Override
    public synchronized void probed(Kind kind, String outcome) {
        counted.add(kind + " " + outcome);
    }

    @Override
    public synchronized void refused(Refusal why) {
        counted.add(why.toString());
    }

    @BeforeEach
    void start() throws Exception {
        silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void stop() throws Exception {
        threads.close();
        silent.close();
    }

    private SipsRoutes routes(int perHour) throws Exception {
        var rules = new TargetRules(List.of(IpNetwork.parse("127.0.0.1")), List.of(PortRange.parse("1024-65535")));
        var settings = new SipsApiSettings(rules, Optional.empty(), false, 2, new Rate(perHour, Duration.ofHours(1)));
        var dns = new AddressLookup(new DnsConfig(List.of(), Duration.ofSeconds(1), Duration.ZERO));
        return new SipsRoutes(
                new SipsProbe(new TargetGuard(rules, dns), Trust.in(Optional.empty())), settings, threads, this);
    }

    private Map<String, Object> body() {
        return new HashMap<>(Map.of(
                "host", "127.0.0.1",
                "port", silent.getLocalPort(),
                "fromUri", "sips:probe@example.com",
                "toUri", "sips:alice@example.com"));
    }

    private void ask(SipsRoutes routes, String method, String address, Map<String, Object> body) throws Exception {
        var values = new HashMap<String, JsonNode>();
        body.forEach((name, value) -> values.put(name, JSON.valueToTree(value)));
        var request = new ApiRequest(
                Caller.anonymous(Role.OPERATE, address), Map.of(), Values.NONE, new Values(values), name -> null);
        var route = routes.routes().stream()
                .filter(it -> it.path().text().endsWith(method))
                .findFirst()
                .orElseThrow();
        route.handler().answer(request).deliver(replies::add);
    }

    private static JsonNode json(Reply reply) throws Exception {
        return JSON.readTree(new String(reply.body(), UTF_8));
    }

    @Test
    void moreThanMayRunAreTurnedAwayAtOnce() throws Exception {
        var routes = routes(100);
        var slow = body();
        slow.put("timeout", 60_000);
        ask(routes, "options", "192.0.2.1", slow);
        ask(routes, "register", "192.0.2.1", slow);

        ask(routes, "options", "192.0.2.1", slow);

        var reply = replies.take();
        assertEquals(429, reply.status());
        assertEquals("1", reply.headers().get("Retry-After"));
        assertTrue(json(reply).path("error").asText().contains("sips-api.max-concurrent"));
        assertEquals(List.of("CONCURRENT"), counted);
    }

    /** What waits for another server does not hold up the end. */
    @Test
    void probesEndWithTheServer() throws Exception {
        var slow = body();
        slow.put("timeout", 60_000);
        ask(routes(100), "options", "192.0.2.1", slow);
        silent.accept();

        threads.close();

        assertEquals(503, replies.take().status());
    }

    @Test
    void oneClientMayAskSoOften() throws Exception {
        var routes = routes(2);
        var hostile = body();
        hostile.put("host", "10.0.0.1");
        isRefused(routes, "192.0.2.1", hostile);
        isRefused(routes, "192.0.2.1", hostile);

        var refused = assertThrows(RefusedException.class, () -> ask(routes, "options", "192.0.2.1", hostile));

        assertEquals(429, refused.reply().status());
        assertEquals("3600", refused.reply().headers().get("Retry-After"));
        isRefused(routes, "192.0.2.2", hostile);
        assertEquals(1, counted.stream().filter("RATE"::equals).count());
    }

    private void isRefused(SipsRoutes routes, String address, Map<String, Object> target) throws Exception {
        ask(routes, "options", address, target);
        var reply = replies.take();
        assertEquals(403, reply.status());
        assertTrue(json(reply).path("error").asText().startsWith("target-refused: 10.0.0.1 is private"));
        assertEquals("host", json(reply).path("field").asText());
    }

    @Test
    void aProbeThatFailsIsAnAnswer() throws Exception {
        var brief = body();
        brief.put("timeout", 500);
        ask(routes(10), "options", "192.0.2.1", brief);

        var reply = replies.take();

        assertEquals(200, reply.status());
        var found = json(reply);
        assertEquals(List.of("success", "host", "port", "error", "advice", "callId"), names(found));
        assertEquals("timeout", found.path("error").asText());
        assertEquals(List.of("OPTIONS timeout"), counted);
        assertEquals("options 127.0.0.1:" + silent.getLocalPort() + ": timeout", reply.note());
    }

    private static List<String> names(JsonNode object) {
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    static Stream<Arguments> aWrongFieldIsNamed() {
        return Stream.of(
                argumentSet("not a host", "host", "a b"),
                argumentSet("a host with a port", "host", "example.com:5061"),
                argumentSet("a URI as the host", "host", "sips:example.com"),
                argumentSet("not a URI", "fromUri", "alice"),
                argumentSet("another scheme", "fromUri", "tel:+15551234567"),
                argumentSet("a line break in a URI", "toUri", "sips:a@example.com\r\nX-Evil: 1"),
                argumentSet("header fields in a URI", "toUri", "sips:a@example.com?Route=x"),
                argumentSet("brackets in a URI", "toUri", "sips:a>b@example.com"),
                argumentSet("a line break in a name", "username", "a\r\nb"));
    }

    @ParameterizedTest
    @MethodSource
    void aWrongFieldIsNamed(String field, String value) throws Exception {
        var wrong = body();
        wrong.put("username", "alice");
        wrong.put("password", "secret");
        wrong.put(field, value);
        var routes = routes(10);

        var refused = assertThrows(RefusedException.class, () -> ask(routes, "register", "192.0.2.1", wrong));

        assertEquals(400, refused.reply().status());
        assertEquals(field, json(refused.reply()).path("field").asText());
        assertEquals(List.of(), counted);
    }

    @Test
    void aCallIsPlacedOnlyWhereTheOperatorLetsIt() throws Exception {
        var routes = routes(10);

        var refused = assertThrows(RefusedException.class, () -> ask(routes, "invite", "192.0.2.1", body()));

        assertEquals(403, refused.reply().status());
        assertTrue(json(refused.reply()).path("error").asText().contains("sips-api.invite"));
    }
}
