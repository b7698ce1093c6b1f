package org.sipverify.app.call;

import com.typesafe.config.ConfigFactory;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sipverify.app.config.Configuration;
import org.sipverify.app.ops.Metrics;
import org.sipverify.app.server.VconObserver;
import org.sipverify.formats.config.ConfigSection;
import org.sipverify.policy.Policy;
import org.sipverify.vcon.record.VconExporter;
import org.sipverify.verifier.Question;
import org.sipverify.verifier.Verification;
import org.sipverify.verifier.Verifier;
import org.sipverify.verifier.config.VerifierConfig;

/** The flow of a call under the policy that is shipped, unless a test says otherwise. */
final class ShippedFlow implements AutoCloseable {
    static final Policy POLICY = Policy.read(new File("../conf/policy.conf"), "pbx.example:5060");

    final Metrics meters = new Metrics();
    private LoggedNumbers numbers = LoggedNumbers.MASKED;
    private Optional<VconExporter> vcons = Optional.empty();
    private Optional<CallObserver> another = Optional.empty();

    /** The shipped policy with this in it too. */
    static Policy policy(String edit) {
        var shipped = ConfigFactory.parseFile(new File("../conf/policy.conf"));
        return Policy.from(ConfigFactory.parseString(edit).withFallback(shipped), "pbx.example:5060");
    }

    void logs(LoggedNumbers how) {
        numbers = how;
    }

    void writeDownBy(VconExporter exporter) {
        vcons = Optional.of(exporter);
    }

    void observedBy(CallObserver observer) {
        another = Optional.of(observer);
    }

    /** A verifier that gives this verdict at once. */
    static Verifier saying(Verification verification) {
        return (credentials, context, then) -> {
            then.accept(verification);
            return Question.ANSWERED;
        };
    }

    CallFlow flow(Verification verification) {
        return flow(saying(verification));
    }

    CallFlow flow(Verification verification, String settings, Policy policy) {
        return flow(saying(verification), settings, policy, new ResponseBuilder(true));
    }

    CallFlow flow(Verifier verifier) {
        return flow(verifier, new ResponseBuilder(true));
    }

    CallFlow flow(Verifier verifier, ResponseBuilder answers) {
        return flow(verifier, "", POLICY, answers);
    }

    /** With these policies, and these callers. */
    CallFlow flow(Verification verification, Policies policies, NumberRules numbers) {
        return flow(saying(verification), "", policies, new ResponseBuilder(true), numbers);
    }

    private CallFlow flow(Verifier verifier, String settings, Policy policy, ResponseBuilder answers) {
        return flow(verifier, settings, new Policies(policy, Map.of()), answers, NumberRules.NONE);
    }

    private CallFlow flow(
            Verifier verifier, String settings, Policies policies, ResponseBuilder answers, NumberRules numbers) {
        var observers =
                new ArrayList<CallObserver>(List.of(new CallLog(() -> this.numbers), new AuditLog(), meters.calls()));
        observers.add(meters.callers(numbers.callers()));
        vcons.ifPresent(exporter -> observers.add(new VconObserver(exporter, () -> "sip.example")));
        another.ifPresent(observers::add);
        var rules = new CallRules(config(settings), policies, answers, numbers);
        return new CallFlow(verifier, () -> rules, CallObserver.all(observers));
    }

    private static VerifierConfig config(String edit) {
        var defaults = Configuration.load(Optional.empty(), Map.of()).settings().getConfig("verifier");
        var edited = ConfigFactory.parseString(edit).withFallback(defaults);
        return VerifierConfig.from(ConfigSection.of("verifier", edited, Path.of("")));
    }

    @Override
    public void close() {
        meters.close();
    }
}
