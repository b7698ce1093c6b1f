package org.sipverify.vcon.delivery;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.sipverify.vcon.delivery.endpoint.EndpointConfig;
import org.sipverify.vcon.delivery.endpoint.EndpointSettings;

/**
 * Where vCons are delivered to: the section {@code vcon.delivery} of the configuration.
 *
 * @param scanInterval how often the store is searched for what is not acknowledged
 */
public record DeliveryConfig(List<EndpointConfig> endpoints, Duration scanInterval) {
    public DeliveryConfig {
        endpoints = List.copyOf(endpoints);
    }

    /** The names of the endpoints. */
    public List<String> names() {
        return endpoints.stream().map(EndpointConfig::name).toList();
    }

    /**
     * Reads the section.
     *
     * @param home where relative paths start
     * @param encryptedStore whether vCons are stored encrypted, so that this server cannot open them
     * @throws ConfigException at a mistake; it names file and line
     */
    public static DeliveryConfig from(Config delivery, Path home, boolean encryptedStore) {
        var defaults = delivery.getConfig("endpoint-defaults");
        var endpoints = new ArrayList<EndpointConfig>();
        var names = new HashSet<String>();
        for (var one : delivery.getConfigList("endpoints")) {
            var endpoint = new EndpointSettings(one, defaults, home).read();
            if (!names.add(endpoint.name())) {
                throw bad(one, "name", "two endpoints have the name " + endpoint.name());
            }
            if (encryptedStore && !endpoint.asStored()) {
                throw bad(
                        one,
                        "name",
                        "endpoint " + endpoint.name()
                                + " takes unsigned vCons only, and with vcon.seal.encrypt.recipients"
                                + " none is kept; use profile post with form = as-stored");
            }
            endpoints.add(endpoint);
        }
        return new DeliveryConfig(endpoints, EndpointSettings.interval(delivery, "scan-interval"));
    }

    private static ConfigException bad(Config endpoint, String key, String what) {
        return new ConfigException.BadValue(endpoint.getValue(key).origin(), "vcon.delivery.endpoints." + key, what);
    }
}
