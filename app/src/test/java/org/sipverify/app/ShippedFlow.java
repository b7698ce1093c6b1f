package org.sipverify.app;

import com.typesafe.config.ConfigFactory;
import java.io.File;
import java.util.Map;
import java.util.Optional;
import org.sipverify.policy.Policy;
import org.sipverify.vcon.record.VconExporter;
import org.sipverify.verifier.Verification;
import org.sipverify.verifier.Verifier;
import org.sipverify.verifier.config.VerifierConfig;
import org.sipverify.verifier.text.NumberingPlan;

/** The flow of a call under the policy that is shipped, unless a test says otherwise. */
final class ShippedFlow implements AutoCloseable {
    static final Policy POLICY = Policy.read(new File("../conf/policy.conf"), "pbx.example:5060");

    final Meters meters = new Meters();
    private Optional<VconExporter> vcons = Optional.empty();

    /** The shipped policy with this in it too. */
    static Policy policy(String edit) {
        var shipped = ConfigFactory.parseFile(new File("../conf/policy.conf"));
        return Policy.from(ConfigFactory.parseString(edit).withFallback(shipped), "pbx.example:5060");
    }

    void writeDownBy(VconExporter exporter) {
        vcons = Optional.of(exporter);
    }

    CallFlow flow(Verification verification) {
        return flow((credentials, context) -> verification);
    }

    CallFlow flow(Verification verification, String settings, Policy policy) {
        return flow((credentials, context) -> verification, settings, policy, new Answers(true));
    }

    CallFlow flow(Verifier verifier) {
        return flow(verifier, new Answers(true));
    }

    CallFlow flow(Verifier verifier, Answers answers) {
        return flow(verifier, "", POLICY, answers);
    }

    private CallFlow flow(Verifier verifier, String settings, Policy policy, Answers answers) {
        var records = new CallRecords(new Audit(), meters, vcons, "sip.example");
        return new CallFlow(verifier, config(settings), () -> policy, answers, records, NumberingPlan.UNKNOWN);
    }

    private static VerifierConfig config(String edit) {
        var defaults = Configuration.load(Optional.empty(), Map.of()).settings().getConfig("verifier");
        return VerifierConfig.from(ConfigFactory.parseString(edit).withFallback(defaults));
    }

    @Override
    public void close() {
        meters.close();
    }
}
