package org.sipverify.policy;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigOrigin;

/** A mistake in the policy file, as {@code file: line: key: what is wrong}. */
final class PolicyException extends ConfigException {
    PolicyException(ConfigOrigin origin, String key, String what) {
        super(origin, key + ": " + what);
    }
}
