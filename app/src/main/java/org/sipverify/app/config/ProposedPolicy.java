package org.sipverify.app.config;

import com.typesafe.config.ConfigException;
import java.nio.file.Path;
import org.sipverify.formats.config.FileTexts;
import org.sipverify.policy.Policy;

/**
 * A policy that somebody would like to try, as a text in place of the main policy file. It may name the lists of numbers
 * that the policy in force names, and no other file: who sends a text must not read the disk with it.
 *
 * @param inForce the texts of the policy in force
 */
public record ProposedPolicy(Settings settings, Kept inForce) {
    /**
     * Reads it.
     *
     * @throws ConfigException at the first mistake, naming file and line
     */
    public Policy read(String text) {
        var path = settings.policy().path();
        FileTexts texts = file -> file.equals(path) ? text : listed(file);
        return new PolicyReader(settings, texts).read(path);
    }

    private String listed(Path file) {
        var text = inForce.texts().get(file.toString());
        if (text == null) {
            throw new ConfigException.Generic(file
                    + " is not a file of the policy in force, and no other is read for a policy that is only tried");
        }
        return text;
    }
}
