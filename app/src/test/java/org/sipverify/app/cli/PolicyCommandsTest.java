package org.sipverify.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipverify.app.Ran;

/** What check and decide say about policies and named callers. */
class PolicyCommandsTest {
    private static final String CONF = "../conf/sip-verify.conf";

    @TempDir
    private Path directory;

    private Path bare;
    private String out;
    private String err;

    @BeforeEach
    void write() throws Exception {
        bare = Files.writeString(directory.resolve("bare.sip"), """
                INVITE sip:+14155551234@127.0.0.1 SIP/2.0
                Via: SIP/2.0/UDP 127.0.0.1:5070;branch=z9hG4bK-1
                From: <sip:+15551234567@127.0.0.1>;tag=1
                To: <sip:+14155551234@127.0.0.1>
                Call-ID: call-1
                CSeq: 1 INVITE
                """);
    }

    @Test
    void checkWarnsOfRulesThatMatchNoCall() throws Exception {
        var shipped = Files.readString(Path.of("../conf/policies/always-redirect.conf"));
        var rules = """
                rules = [
                  ${on-none} { name = first, when { dest = "+449*" } }
                  ${on-none} { name = second, when { dest = "+4490*" } }
                  ${on-none} { name = third, when { caller = beta } }
                ]
                """;
        var policy = Files.writeString(directory.resolve("own.conf"), rules + shipped);

        assertEquals(
                0, run("check", "--config", CONF, "-Dpolicy.path=" + policy, "-Dcallers.acme.networks=[192.0.2.1]"));

        assertEquals(
                "warning: " + policy
                        + ": 3: rules[1].when: rule \"second\" matches no call: rule \"first\" before it takes"
                        + " all of its calls\nwarning: " + policy
                        + ": 4: rules[2].when: rule \"third\" matches no call: no caller"
                        + " in callers has the name [beta]\n",
                err);
    }

    @Test
    void checkReadsThePoliciesOfCallers() throws Exception {
        var own = Files.copy(Path.of("../conf/policies/fail-closed.conf"), directory.resolve("acme.conf"));
        var caller = List.of("-Dcallers.acme.networks=[192.0.2.1]", "-Dcallers.acme.policy=" + own);

        assertEquals(0, run("check", "--config", CONF, caller.get(0), caller.get(1)));
        assertTrue(out.contains("policy of caller acme " + own + ": mode enforce, 0 rules []"), out);

        assertEquals(
                0,
                run(
                        "decide",
                        "--config",
                        CONF,
                        "--invite",
                        bare.toString(),
                        "--source",
                        "192.0.2.1",
                        caller.get(0),
                        caller.get(1)));
        assertTrue(out.startsWith("none: +15551234567 calls +14155551234 from 192.0.2.1 (acme)\n"), out);
        assertTrue(out.contains("  SIP/2.0 428 "), out);

        Files.writeString(own, "mode = enfroce");
        assertEquals(2, run("check", "--config", CONF, caller.get(0), caller.get(1)));
        assertTrue(err.contains(own + ": 1: "), err);
    }

    @Test
    void decideTakesTheTimeAndTheCertificateOfACall() throws Exception {
        var shipped = Files.readString(Path.of("../conf/policies/always-redirect.conf"));
        var rule = """
                rules = [{
                  name = night, action = reject, reason-code = 603
                  when { tls-identity = "*.acme.example", time { zone = UTC, from = "22:00", to = "06:00" } }
                }]
                """;
        var policy =
                Files.writeString(directory.resolve("own.conf"), rule + shipped).toString();
        var decide = List.of("decide", "--config", CONF, "--policy", policy, "--invite", bare.toString());

        var by = List.of("--tls-identity", "sbc.acme.example", "--time");
        assertEquals(0, run(with(decide, by, "2026-11-28T23:00:00Z")));
        assertTrue(out.contains("  SIP/2.0 603 Decline"), out);

        assertEquals(0, run(with(decide, by, "2026-11-28T12:00:00Z")));
        assertTrue(out.contains("time Sat 12:00 UTC is not in "), out);

        assertEquals(2, run(with(decide, by, "noon")));
        assertTrue(err.contains("--time must be a time such as 2026-11-28T08:00:00Z, not noon"), err);
    }

    private static String[] with(List<String> first, List<String> second, String last) {
        return Stream.of(first, second, List.of(last)).flatMap(List::stream).toArray(String[]::new);
    }

    private int run(String... arguments) {
        var ran = Ran.command(arguments);
        out = ran.out();
        err = ran.err();
        return ran.code();
    }
}
