package org.sipverify.app.config;

import com.typesafe.config.ConfigException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.sipverify.app.call.NamedCaller;
import org.sipverify.app.call.Policies;
import org.sipverify.formats.config.FileTexts;
import org.sipverify.policy.Policy;
import org.sipverify.policy.PolicyWarnings;
import org.sipverify.sip.tls.TlsConfig.ClientAuth;
import org.sipverify.sip.transport.Transport;
import org.sipverify.verifier.config.VerifierConfig.WarningAs;

/** Reads the policies that a configuration names, and says what the rest of it makes of them. */
public final class PolicyReader {
    private final Settings settings;
    private final FileTexts texts;

    /** @param texts where the files are */
    public PolicyReader(Settings settings, FileTexts texts) {
        this.settings = settings;
        this.texts = texts;
    }

    /**
     * Reads all of them.
     *
     * @throws ConfigException at the first mistake, naming file and line
     */
    public Policies read() {
        var own = new HashMap<String, Policy>();
        ownFiles().forEach((caller, file) -> own.put(caller, read(file)));
        var main = read(settings.policy().path());
        refuseForgedSources(main);
        return new Policies(main, own);
    }

    /**
     * Each INVITE that is bridged becomes a call, and over UDP it may come from anywhere. The policies of named callers
     * decide on calls from addresses and certificates that the operator has named.
     */
    private void refuseForgedSources(Policy policy) {
        var sip = settings.sip().server();
        if (policy.bridges()
                && !policy.bridgesUdpFromAnyone()
                && sip.listening().transports().contains(Transport.UDP)
                && sip.admission().isOpen()) {
            throw policy.mistakeOfBridge("bridges calls while UDP is open to everybody, so forged INVITEs would become"
                    + " calls: name your callers in sip.admission.allow, switch UDP off with sip.transport, or accept the"
                    + " risk with bridge-udp-from-anyone = true in the policy");
        }
    }

    /**
     * Reads one file.
     *
     * @throws ConfigException at the first mistake, naming file and line
     */
    public Policy read(Path file) {
        return Policy.read(file.toFile(), settings.redirection().target().toString(), texts);
    }

    /** The files of the callers that have one, by name. */
    Map<String, Path> ownFiles() {
        var files = new LinkedHashMap<String, Path>();
        for (var caller : settings.redirection().numbers().callers().all()) {
            caller.policy().ifPresent(file -> files.put(caller.name(), file));
        }
        return files;
    }

    /** Rules that no call can reach, a line each with file and line. */
    public List<String> warnings(Policies policies) {
        var context = context();
        var warnings = new ArrayList<>(policies.main().warnings(context));
        policies.own().values().forEach(policy -> warnings.addAll(policy.warnings(context)));
        return warnings.stream().distinct().sorted().toList();
    }

    private PolicyWarnings.Context context() {
        return new PolicyWarnings.Context(
                settings.verification().config().warningAs() == WarningAs.WARNING,
                settings.sip().server().listening().tls().stream().anyMatch(tls -> tls.clientAuth() != ClientAuth.NONE),
                settings.redirection().numbers().callers().all().stream()
                        .map(NamedCaller::name)
                        .collect(Collectors.toSet()));
    }
}
