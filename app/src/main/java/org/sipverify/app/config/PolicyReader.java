package org.sipverify.app.config;

import com.typesafe.config.ConfigException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.sipverify.app.call.NamedCaller;
import org.sipverify.policy.Policy;
import org.sipverify.policy.PolicyWarnings;
import org.sipverify.sip.tls.TlsConfig.ClientAuth;
import org.sipverify.verifier.config.VerifierConfig.WarningAs;

/** Reads policies, and says what the rest of the configuration makes of them. */
public final class PolicyReader {
    private final String target;
    private final PolicyWarnings.Context context;

    public PolicyReader(Settings settings) {
        this.target = settings.redirection().target().toString();
        this.context = new PolicyWarnings.Context(
                settings.verification().config().warningAs() == WarningAs.WARNING,
                settings.sip().server().listening().tls().stream().anyMatch(tls -> tls.clientAuth() != ClientAuth.NONE),
                settings.redirection().numbers().callers().all().stream()
                        .map(NamedCaller::name)
                        .collect(Collectors.toSet()));
    }

    /**
     * Reads a policy file.
     *
     * @param lists receives each file of numbers that it names
     * @throws ConfigException at the first mistake, naming file and line
     */
    public Policy read(Path file, Consumer<Path> lists) {
        return Policy.read(file.toFile(), target, lists);
    }

    /** As {@link #read(Path, Consumer)}. */
    public Policy read(Path file) {
        return Policy.read(file.toFile(), target);
    }

    /** Rules that no call can reach, a line each with file and line. */
    public List<String> warnings(Policy policy) {
        return policy.warnings(context);
    }
}
