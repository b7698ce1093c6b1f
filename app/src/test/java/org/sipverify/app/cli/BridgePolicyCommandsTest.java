package org.sipverify.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipverify.app.Ran;

/** What check and decide say about policies that bridge calls. */
class BridgePolicyCommandsTest {
    private static final List<String> CONF = List.of("--config", "../conf/sip-verify.conf");
    private static final Path RECIPES = Path.of("../conf/policies");

    @TempDir
    private Path directory;

    private Path policy;
    private Path bare;

    @BeforeEach
    void write() throws Exception {
        policy = Files.copy(RECIPES.resolve("bridge.conf"), directory.resolve("policy.conf"));
        bare = Files.writeString(directory.resolve("bare.sip"), """
                INVITE sip:+14155551234@127.0.0.1 SIP/2.0
                Via: SIP/2.0/UDP 127.0.0.1:5070;branch=z9hG4bK-1
                From: <sip:+15551234567@127.0.0.1>;tag=1
                To: <sip:+14155551234@127.0.0.1>
                Call-ID: call-1
                CSeq: 1 INVITE
                """);
    }

    @ParameterizedTest
    @MethodSource
    void bridgingNeedsToKnowWhoCallsOverUdp(List<String> options, boolean sound) {
        var ran = check(options);

        assertEquals(sound ? 0 : 2, ran.code(), ran.err());
        if (sound) {
            assertTrue(ran.out().contains("mode enforce, 0 rules [], bridges calls"), ran.out());
        } else {
            assertTrue(
                    ran.err().contains(policy + ": 10: on-valid.action: bridges calls while UDP is open to everybody"),
                    ran.err());
        }
    }

    static Stream<Arguments> bridgingNeedsToKnowWhoCallsOverUdp() {
        var allow = "-Dsip.admission.allow=[192.0.2.0/24]";
        return Stream.of(
                argumentSet("open to everybody", List.of(), false),
                argumentSet("over UDP only", List.of("-Dsip.transport=udp"), false),
                argumentSet("others are served", List.of(allow, "-Dsip.admission.unknown=serve"), false),
                argumentSet("others are dropped", List.of(allow), true),
                argumentSet("others are rejected", List.of(allow, "-Dsip.admission.unknown=reject"), true),
                argumentSet("without UDP", List.of("-Dsip.transport=tcp"), true));
    }

    @Test
    void theOperatorMayAcceptTheRisk() throws Exception {
        Files.writeString(policy, Files.readString(policy) + "bridge-udp-from-anyone = true\n");

        assertEquals(0, check(List.of()).code());
    }

    @Test
    void thePolicyOfANamedCallerMayBridge() throws Exception {
        var own = Files.copy(policy, directory.resolve("acme.conf"));
        Files.copy(
                RECIPES.resolve("always-redirect.conf"),
                Files.createDirectory(directory.resolve("main")).resolve("policy.conf"));
        policy = directory.resolve("main/policy.conf");

        var ran = check(List.of("-Dcallers.acme.networks=[192.0.2.1]", "-Dcallers.acme.policy=" + own));

        assertEquals(0, ran.code(), ran.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bridge.conf", "bridge-failover.conf"})
    void everyRecipeIsSound(String recipe) throws Exception {
        Files.writeString(policy, Files.readString(RECIPES.resolve(recipe)));

        assertEquals(0, check(List.of("-Dsip.admission.allow=[192.0.2.0/24]")).code());
    }

    @ParameterizedTest
    @CsvSource({"0, 'not probed (sip.probe-interval = 0)'", "30s, probed every 30000 ms"})
    void checkNamesTheTargets(String interval, String how) throws Exception {
        Files.writeString(policy, Files.readString(RECIPES.resolve("bridge-failover.conf")));

        var ran = check(List.of("-Dsip.admission.allow=[192.0.2.0/24]", "-Dsip.probe-interval=" + interval));

        assertTrue(
                ran.out()
                        .contains("\ntargets, " + how + ": sip:gw1.example.com;transport=tcp,"
                                + " sip:gw2.example.com;transport=tcp, sips:gw3.example.com,"
                                + " sip:screening.example.com\n"),
                ran.out());
    }

    @Test
    void decideShowsTheInvites() throws Exception {
        Files.writeString(
                policy, """
                on-none = {
                  action = bridge, destination-template = ["sip:{dest}@a.example", "sips:{dest}@b.example"]
                  headers { X-Account = "42" }, copy = [X-Customer, Privacy], present = [verstat, x-vvp], ring-timeout = 5s
                  fail-over-on = [503, 408], refer = handle, refer-to = ["2*", "+4420*"]
                }
                """ + Files.readString(RECIPES.resolve("bridge.conf")).replaceAll("(?m)^on-none .*", ""));

        assertEquals("""
                none: +15551234567 calls +14155551234 from 127.0.0.1
                  section 'on-none': match: outcome none is in [none]
                  INVITE sip:+14155551234@a.example
                  then INVITE sips:+14155551234@b.example
                  X-Account: 42
                  each target has 5000 ms to answer; the next one is tried after that, and after 408, 503
                  an address that sends no response within 5000 ms is given up
                  redirects of targets go to the caller
                  the verdict is shown by: x-vvp, verstat
                  copied: X-Customer, Privacy; removed: nothing
                  a REFER within the call is carried out, to 2*, +4420* at these targets

                """, decide());
    }

    @Test
    void decideSaysThatAnObservingPolicyDoesNotBridge() throws Exception {
        Files.writeString(policy, Files.readString(RECIPES.resolve("always-redirect.conf")) + """
                mode = observe
                on-none = null
                on-none = { action = bridge, destination-template = "sip:{dest}@a.example" }
                """);

        var out = decide();

        assertTrue(out.contains("  decided: bridge by on-none; not done, because the policy only observes\n"), out);
        assertTrue(out.contains("  SIP/2.0 302 Moved Temporarily\n"), out);
    }

    private Ran check(List<String> options) {
        return command("check", Stream.concat(options.stream(), Stream.of("-Dpolicy.path=" + policy)));
    }

    private String decide() {
        var ran = command("decide", Stream.of("--policy", policy.toString(), "--invite", bare.toString()));
        assertEquals(0, ran.code(), ran.err());
        return ran.out();
    }

    private static Ran command(String name, Stream<String> options) {
        var arguments = new ArrayList<>(List.of(name));
        arguments.addAll(CONF);
        options.forEach(arguments::add);
        return Ran.command(arguments.toArray(new String[0]));
    }
}
