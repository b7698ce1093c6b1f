package org.sipverify.app.server;

import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.sipverify.app.config.FileReads;
import org.sipverify.app.config.FileSource;
import org.sipverify.app.config.Kept;
import org.sipverify.app.config.Settings;
import org.sipverify.formats.config.FileTexts;
import org.sipverify.policy.Policy;

/**
 * The policy, with the destination of the configuration in it.
 *
 * @param settings those in force
 * @param counted prepares for counting by its rules
 */
record PolicySource(Supplier<Settings> settings, UnaryOperator<Policy> counted) implements FileSource<Policy> {
    @Override
    public String name() {
        return "policy";
    }

    @Override
    public Policy read(FileReads reads) {
        return policy(reads);
    }

    @Override
    public Policy recall(Kept kept) {
        return policy(kept);
    }

    private Policy policy(FileTexts texts) {
        var now = settings.get();
        return counted.apply(Policy.read(
                now.policy().path().toFile(), now.redirection().target().toString(), texts));
    }

    @Override
    public String summary(Policy policy) {
        return "mode " + policy.mode().name().toLowerCase(Locale.ROOT) + ", " + policy.summary();
    }
}
