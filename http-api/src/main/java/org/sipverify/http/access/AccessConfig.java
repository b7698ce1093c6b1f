package org.sipverify.http.access;

import com.typesafe.config.ConfigException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.sipverify.formats.config.ConfigSection;
import org.sipverify.http.Role;

/**
 * Who may use the API.
 *
 * @param tokensFile the file of the tokens; empty for none
 * @param anonymous the role of callers without a token, where the server listens on loopback
 * @param wrongTokens how many are accepted before there is a pause
 */
public record AccessConfig(
        Optional<Path> tokensFile, Role anonymous, Sessions.Limit sessions, WrongTokens.Limit wrongTokens) {
    /**
     * Reads its keys in the section {@code http}.
     *
     * @param local whether the server listens on loopback; elsewhere nobody is anonymous
     * @throws ConfigException at a mistake, naming file and line
     */
    public static AccessConfig from(ConfigSection http, boolean local) {
        var anonymous = http.choice("anonymous", Role.class);
        return new AccessConfig(
                http.file("tokens-file"),
                local ? anonymous : Role.NONE,
                new Sessions.Limit(
                        http.whole("max-sessions", 1, 100_000),
                        http.duration("session-time", Duration.ofMinutes(1), Duration.ofDays(30))),
                new WrongTokens.Limit(
                        http.whole("max-wrong-tokens", 1, 1000),
                        http.duration("wrong-token-pause", Duration.ofMillis(100), Duration.ofDays(1)),
                        http.whole("max-wrong-token-addresses", 1, 1_000_000)));
    }
}
