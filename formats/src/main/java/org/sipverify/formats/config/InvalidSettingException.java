package org.sipverify.formats.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigOriginFactory;

/**
 * A setting that cannot be used. The message is {@code origin: full.key: what is wrong}, where the origin is a file
 * with its line, a {@code -D} option, or an environment variable with its name.
 */
public final class InvalidSettingException extends ConfigException {
    private static final String HOCON_ENVIRONMENT = "env variables";
    private static final String HOCON_MERGE = "merge of ";

    /**
     * Says what is wrong.
     *
     * @param key the full key
     * @param what such as {@code must be 1 to 65535, not 0}
     */
    public InvalidSettingException(ConfigOrigin origin, String key, String what) {
        super(readable(origin), key + ": " + what);
    }

    /**
     * Says what is wrong with a whole file.
     *
     * @param what such as {@code there is no such file}
     */
    public InvalidSettingException(ConfigOrigin origin, String what) {
        super(origin, what);
    }

    /** The origin in an operator's words; of several that were merged, the first, which has the most to say. */
    private static ConfigOrigin readable(ConfigOrigin origin) {
        var text = origin.description();
        if (text.equals(HOCON_ENVIRONMENT)) {
            return ConfigOriginFactory.newSimple("environment");
        }
        if (text.startsWith(HOCON_MERGE)) {
            return ConfigOriginFactory.newSimple(
                    text.substring(HOCON_MERGE.length()).split(",", 2)[0]);
        }
        return origin;
    }
}
