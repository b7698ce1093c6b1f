package org.sipverify.app.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.sipverify.app.call.Callers;
import org.sipverify.app.call.LoggedNumbers;
import org.sipverify.app.call.NumberRules;
import org.sipverify.app.call.NumberRules.AssertedBy;
import org.sipverify.formats.config.ConfigSection;
import org.sipverify.formats.number.NumberingPlan;
import org.sipverify.http.config.HttpConfig;
import org.sipverify.policy.Target;
import org.sipverify.sip.SessionConfig;
import org.sipverify.sip.SipConfig;
import org.sipverify.sip.client.OutboundConfig;
import org.sipverify.sip.hep.HepConfig;
import org.sipverify.vcon.VconConfig;
import org.sipverify.vcon.delivery.DeliveryConfig;
import org.sipverify.vcon.seal.SealConfig;
import org.sipverify.verifier.config.VerifierConfig;

/**
 * The whole configuration, read and checked before anything starts. Relative paths are relative to the
 * directory of the configuration file.
 */
public record Settings(
        Sip sip,
        Verification verification,
        Redirection redirection,
        PolicyFile policy,
        Recording vcons,
        Operations ops) {

    /**
     * The SIP server, and how requests of its own reach their next hop.
     *
     * @param hep where to send copies of SIP messages; absent when nowhere
     */
    public record Sip(SipConfig server, OutboundConfig outbound, SessionConfig sessions, Optional<HepConfig> hep) {}

    /**
     * How callers are verified.
     *
     * @param url of the verifier as configured; empty for the built-in one
     */
    public record Verification(VerifierConfig config, String url) {}

    /**
     * What becomes of numbers and where calls go.
     *
     * @param passThrough whether redirects carry the caller's credentials on
     */
    public record Redirection(Target target, boolean passThrough, NumberRules numbers) {}

    /** The policy, and how often it is looked at. */
    public record PolicyFile(Path path, Duration reloadInterval) {}

    /**
     * What is kept of each call.
     *
     * @param config what to record; absent when nothing
     * @param seal how vCons are signed and encrypted, if they are
     * @param delivery the endpoints that get them
     * @param index where calls can be searched for
     */
    public record Recording(
            Optional<VconConfig> config, SealConfig seal, DeliveryConfig delivery, IndexSettings index) {}

    /**
     * How the server is watched and stopped.
     *
     * @param http where to serve HTTP; absent when switched off
     * @param sips probes of other servers, which are asked for there
     */
    public record Operations(
            Optional<HttpConfig> http, LiveSettings live, SipsApiSettings sips, Log log, Duration drainTimeout) {}

    /**
     * Where the log and the audit go.
     *
     * @param numbers how much of telephone numbers the log shows
     * @param access where requests over HTTP are recorded; absent when they are not
     */
    public record Log(
            String level,
            LoggedNumbers numbers,
            Optional<Path> file,
            Optional<Path> config,
            AuditSettings audit,
            Optional<Path> access) {
        /** Where the audit goes; absent when there is none. */
        public Optional<Path> auditFile() {
            return audit.file();
        }

        /** For a command that writes no log of its own: errors, to standard output. */
        public Log onlyErrors() {
            return new Log("ERROR", numbers, Optional.empty(), Optional.empty(), AuditSettings.NONE, Optional.empty());
        }
    }

    /**
     * Reads the configuration.
     *
     * @param home the directory that relative paths start from
     * @throws ConfigException at the first mistake, naming file and line
     */
    public static Settings from(Config config, Path home) {
        var root = ConfigSection.root(config, home);
        return new Settings(
                new Sip(
                        SipConfig.from(root.section("sip")),
                        OutboundConfig.from(root.section("sip")),
                        SessionConfig.from(root.section("sip")),
                        HepConfig.from(root.section("sip").section("hep"))),
                new Verification(VerifierConfig.from(root.section("verifier")), root.text("verifier.url")),
                new Redirection(
                        root.read("redirect.target", Target::parse), root.flag("redirect.pass-through"), numbers(root)),
                new PolicyFile(
                        policyFile(root, config),
                        root.duration("policy.reload-interval", Duration.ofMillis(10), Duration.ofDays(1))),
                recording(root.section("vcon"), IndexSettings.from(root.section("index"), home)),
                new Operations(
                        HttpConfig.from(root.section("http")),
                        LiveSettings.from(root.section("live")),
                        SipsApiSettings.from(root.section("sips-api")),
                        log(root),
                        root.duration("shutdown.drain-timeout", Duration.ZERO, Duration.ofHours(1))));
    }

    private static Recording recording(ConfigSection vcon, IndexSettings index) {
        var seal = SealConfig.from(vcon.section("seal"));
        return new Recording(
                VconConfig.from(vcon, hostName()),
                seal,
                DeliveryConfig.from(vcon.section("delivery"), seal.encrypts()),
                index);
    }

    /** The machine's own name for itself, which needs no name server. */
    public static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    /** Falls back to the policy that is shipped when policy.path is not set and no policy.conf exists. */
    private static Path policyFile(ConfigSection root, Config config) {
        var file = root.file("policy.path").orElseThrow(() -> root.mistake("policy.path", "must name a file"));
        var asked = !Configuration.isDefault(config.getValue("policy.path"));
        return asked || Files.exists(file)
                ? file
                : Installation.directory()
                        .map(it -> it.resolve("conf/policy.conf"))
                        .orElse(file);
    }

    private static Log log(ConfigSection root) {
        return new Log(
                root.read("log.level", Logging::level),
                root.section("log").choice("numbers", LoggedNumbers.class),
                root.file("log.file"),
                root.file("log.config"),
                AuditSettings.from(root.section("audit")),
                root.file("http.access-log"));
    }

    private static NumberRules numbers(ConfigSection root) {
        var section = root.section("numbers");
        var region = region(section);
        int maxDigits = section.whole("max-digits", NumberingPlan.E164_DIGITS, NumberingPlan.MAX_DIGITS);
        var plan = new NumberingPlan(region, maxDigits);
        var callers = Callers.read(root, plan);
        return new NumberRules(plan, AssertedBy.read(section, "asserted-by", callers), callers);
    }

    private static String region(ConfigSection section) {
        var region = section.read("region", it -> NumberingPlan.UNKNOWN.in(it).region());
        if (section.text("country-code").isEmpty()) {
            return region;
        }
        if (!region.isEmpty()) {
            throw section.mistake("country-code", "is a short form of numbers.region; set one of the two");
        }
        return section.read("country-code", NumberingPlan::mainRegion);
    }
}
