package org.sipverify.vcon.delivery;

import com.typesafe.config.ConfigException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.sipverify.formats.config.ConfigSection;
import org.sipverify.vcon.delivery.endpoint.EndpointConfig;

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
     * @param encryptedStore whether vCons are stored encrypted, so that this server cannot open them
     * @throws ConfigException at a mistake; it names file and line
     */
    public static DeliveryConfig from(ConfigSection delivery, boolean encryptedStore) {
        var defaults = delivery.section("endpoint-defaults");
        var endpoints = new ArrayList<EndpointConfig>();
        var names = new HashSet<String>();
        for (var section : delivery.sections("endpoints")) {
            var endpoint = EndpointConfig.from(section, defaults);
            if (!names.add(endpoint.name())) {
                throw section.mistake("name", "two endpoints have the name " + endpoint.name());
            }
            if (encryptedStore && !endpoint.form().asStored()) {
                throw section.mistake(
                        "form",
                        "endpoint " + endpoint.name() + " takes unsigned vCons only, which a store with"
                                + " vcon.seal.encrypt.recipients does not have; use profile = post with"
                                + " form = as-stored");
            }
            endpoints.add(endpoint);
        }
        return new DeliveryConfig(
                endpoints, delivery.duration("scan-interval", Duration.ofMillis(10), Duration.ofDays(30)));
    }
}
