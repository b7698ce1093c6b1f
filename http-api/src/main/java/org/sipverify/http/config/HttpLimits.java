package org.sipverify.http.config;

import java.time.Duration;
import org.sipverify.formats.config.ConfigSection;

/**
 * What one client can take.
 *
 * @param connections open at a time, of all clients
 * @param header bytes of a request without its body
 * @param body bytes of a body
 * @param requestTime from the connection to the end of its request, and again for the answer
 */
public record HttpLimits(int connections, int header, int body, Duration requestTime) {
    static HttpLimits from(ConfigSection http) {
        return new HttpLimits(
                http.whole("max-connections", 8, 10_000),
                http.size("max-header", 1 << 10, 64 << 10),
                http.size("max-body", 1 << 10, 1 << 20),
                http.duration("request-time", Duration.ofMillis(100), Duration.ofMinutes(5)));
    }
}
