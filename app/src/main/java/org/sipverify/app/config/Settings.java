package org.sipverify.app.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.sipverify.app.http.HttpConfig;
import org.sipverify.policy.Target;
import org.sipverify.sip.OutboundConfig;
import org.sipverify.sip.SipConfig;
import org.sipverify.sip.hep.HepConfig;
import org.sipverify.vcon.VconConfig;
import org.sipverify.vcon.delivery.DeliveryConfig;
import org.sipverify.vcon.seal.SealConfig;
import org.sipverify.verifier.config.VerifierConfig;
import org.sipverify.verifier.text.NumberingPlan;

/**
 * Everything the configuration says, read and checked before anything starts. Relative paths are relative to the
 * directory of the configuration file.
 *
 * @param hep where to send copies of SIP messages; absent when nowhere
 * @param verifierUrl as configured; empty for the built-in verifier
 * @param http where to serve /health and /metrics; absent when switched off
 * @param vcon what to record of each call; absent when nothing
 * @param seal how vCons are signed and encrypted, if they are
 * @param delivery the endpoints that get them
 */
public record Settings(
        SipConfig sip,
        Optional<HepConfig> hep,
        OutboundConfig outbound,
        VerifierConfig verifier,
        String verifierUrl,
        Target target,
        boolean passThrough,
        NumberingPlan numbering,
        Path policyFile,
        Duration policyReloadInterval,
        Optional<HttpConfig> http,
        Log log,
        Optional<VconConfig> vcon,
        SealConfig seal,
        DeliveryConfig delivery,
        Duration drainTimeout) {

    /** Where the log and the audit go. */
    record Log(String level, Optional<Path> file, Optional<Path> config, Optional<Path> auditFile) {}

    /**
     * Reads the configuration.
     *
     * @param home the directory that relative paths start from
     * @throws ConfigException at the first mistake, naming file and line
     */
    public static Settings from(Config config, Path home) {
        var seal = SealConfig.from(config.getConfig("vcon.seal"), home);
        return new Settings(
                SipConfig.from(config.getConfig("sip"), home),
                HepConfig.from(config.getConfig("sip.hep")),
                OutboundConfig.from(config.getConfig("sip")),
                VerifierConfig.from(rooted(config.getConfig("verifier"), home, "signers-file", "ca-file")),
                config.getString("verifier.url"),
                parsed(config, "redirect.target", Target::parse),
                config.getBoolean("redirect.pass-through"),
                numbering(config),
                policyFile(config, home),
                config.getDuration("policy.reload-interval"),
                HttpConfig.from(config.getConfig("http")),
                log(config, home),
                VconConfig.from(
                        rooted(config.getConfig("vcon"), home, "directory", "journal.directory", "redacted.key-file"),
                        hostName()),
                seal,
                DeliveryConfig.from(config.getConfig("vcon.delivery"), home, seal.encrypts()),
                config.getDuration("shutdown.drain-timeout"));
    }

    /** The machine's own name for itself, which needs no name server. */
    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    /** The policy that is shipped serves whoever has none of his own beside his configuration and asks for none. */
    private static Path policyFile(Config config, Path home) {
        var file = home.resolve(config.getString("policy.path"));
        var asked = !Configuration.isDefault(config.getValue("policy.path"));
        return asked || Files.exists(file)
                ? file
                : Installation.directory()
                        .map(it -> it.resolve("conf/policy.conf"))
                        .orElse(file);
    }

    private static Log log(Config config, Path home) {
        return new Log(
                parsed(config, "log.level", Logging::level),
                path(config, "log.file", home),
                path(config, "log.config", home),
                path(config, "audit.file", home));
    }

    private static NumberingPlan numbering(Config config) {
        var country = parsed(config, "numbers.country-code", code -> new NumberingPlan(code, 0, ""))
                .countryCode();
        var length = parsed(config, "numbers.national-length", text -> new NumberingPlan(country, length(text), ""))
                .nationalLength();
        return parsed(config, "numbers.trunk-prefix", prefix -> new NumberingPlan(country, length, prefix));
    }

    private static int length(String text) {
        if (!text.matches("[0-9]{1,2}")) {
            throw new IllegalArgumentException("must be a number of digits, not " + text);
        }
        return Integer.parseInt(text);
    }

    private static Optional<Path> path(Config config, String key, Path home) {
        return Optional.of(config.getString(key))
                .filter(text -> !text.isEmpty())
                .map(home::resolve);
    }

    private static Config rooted(Config section, Path home, String... keys) {
        var rooted = section;
        for (var key : keys) {
            var file = path(section, key, home);
            if (file.isPresent()) {
                var value = com.typesafe.config.ConfigValueFactory.fromAnyRef(
                                file.get().toString())
                        .withOrigin(section.getValue(key).origin());
                rooted = rooted.withValue(key, value);
            }
        }
        return rooted;
    }

    private static <T> T parsed(Config config, String key, Function<String, T> parser) {
        try {
            return parser.apply(config.getString(key));
        } catch (IllegalArgumentException e) {
            throw new ConfigException.BadValue(config.getValue(key).origin(), key, e.getMessage(), e);
        }
    }
}
