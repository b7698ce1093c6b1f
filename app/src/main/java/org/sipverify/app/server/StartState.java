package org.sipverify.app.server;

import org.sipverify.app.config.Settings;
import org.sipverify.policy.Policy;
import org.sipverify.verifier.config.VerifierConfig;
import org.sipverify.verifier.pinned.PinnedSigners;

/** What the server does with calls, in three lines for the operator who starts it. */
record StartState(Settings settings, PinnedSigners signers) {
    String verifier() {
        var config = settings.verification().config();
        return "verifier: " + config.http().map(StartState::asked).orElseGet(() -> builtIn(config));
    }

    private static String asked(VerifierConfig.Http http) {
        return http.endpoint() + ", timeout " + http.timeout().toMillis() + " ms, "
                + (http.apiKey().isPresent() ? "with an API key" : "no API key");
    }

    private String builtIn(VerifierConfig config) {
        return config.pinned()
                .signersFile()
                .map(file -> "built in, " + signers.summary() + " in " + file)
                .orElse("built in, no signers: no call can be VALID (verifier.url, verifier.signers-file)");
    }

    String policy(Policy policy, String digest) {
        return "policy: %s, %s, digest %s".formatted(settings.policy().path(), policy.summary(), digest);
    }

    String door() {
        return "door: %s; vCons %s, audit %s"
                .formatted(
                        settings.sip().server().admission().summary(),
                        settings.vcons()
                                .config()
                                .map(it -> "in " + it.store().directory())
                                .orElse("off"),
                        settings.ops().log().auditFile().map(it -> "in " + it).orElse("off"));
    }
}
