package org.sipverify.vcon.delivery;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.nio.file.Path;
import org.sipverify.formats.config.ConfigSection;

/** Delivery settings as an operator writes them, on the shipped defaults, with short waits. */
final class Settings {
    private static final String QUICK = "endpoint-defaults { retry-min = 5 ms, retry-max = 40 ms, timeout = 60 s }\n";

    private Settings() {}

    static DeliveryConfig read(String text) {
        return read(text, Path.of("."), false);
    }

    static DeliveryConfig read(String text, Path home, boolean encryptedStore) {
        var origin = ConfigParseOptions.defaults().setOriginDescription("test.conf");
        var defaults = ConfigFactory.parseResources(DeliveryConfig.class.getClassLoader(), "reference.conf");
        var own = ConfigFactory.parseString(text, origin)
                .withFallback(ConfigFactory.parseString(QUICK))
                .withFallback(defaults.getConfig("vcon.delivery"));
        return DeliveryConfig.from(ConfigSection.of("vcon.delivery", own.resolve(), home), encryptedStore);
    }

    /** One web hook named "hook". */
    static DeliveryConfig hook(Receiver receiver, String more) {
        return read("endpoints = [{ name = hook, profile = webhook, url = \"" + receiver.url() + "\" " + more + " }]");
    }
}
