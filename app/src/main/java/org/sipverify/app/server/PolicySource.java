package org.sipverify.app.server;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.sipverify.app.call.Policies;
import org.sipverify.app.config.FileReads;
import org.sipverify.app.config.FileSource;
import org.sipverify.app.config.Kept;
import org.sipverify.app.config.PolicyReader;
import org.sipverify.app.config.Settings;

/**
 * The policies, with the destination of the configuration in them: the main one and those of named callers, so that a
 * mistake in one keeps all of them as they were.
 *
 * @param settings those in force
 * @param onRead gets those that come into force
 */
record PolicySource(Supplier<Settings> settings, Consumer<Policies> onRead) implements FileSource<Policies> {
    private static final Logger LOG = LogManager.getLogger();

    @Override
    public String name() {
        return "policy";
    }

    @Override
    public Policies read(FileReads reads) {
        var reader = new PolicyReader(settings.get(), reads);
        var policies = reader.read();
        reader.warnings(policies).forEach(LOG::warn);
        return handedOn(policies);
    }

    @Override
    public Policies recall(Kept kept) {
        return handedOn(new PolicyReader(settings.get(), kept).read());
    }

    private Policies handedOn(Policies policies) {
        onRead.accept(policies);
        return policies;
    }

    @Override
    public String summary(Policies policies) {
        var own = policies.own().size();
        return policies.main().summary()
                + (own == 0 ? "" : ", and " + own + (own == 1 ? " policy" : " policies") + " of named callers");
    }
}
