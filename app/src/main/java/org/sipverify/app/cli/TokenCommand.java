package org.sipverify.app.cli;

import com.typesafe.config.ConfigException;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.sipverify.app.config.Settings;
import org.sipverify.http.Role;
import org.sipverify.http.access.Token;
import org.sipverify.http.access.TokensFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sip-verify token}: makes a token for the HTTP API. */
@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        description = {
            "Make a token for the HTTP API, and add it to http.tokens-file.",
            "Prints the token, which is kept nowhere and shown this once, and the address to open. A running server knows it"
                    + " within seconds. Deleting its line from the file ends it, and the sessions of browsers that signed in"
                    + " with it."
        })
@SuppressWarnings("FieldCanBeFinal") // the command line sets them
public final class TokenCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "NAME",
            description = "Whose token it is, for the access log: letters, digits, dots, hyphens, underscores and @.")
    private String name = "";

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            required = true,
            description =
                    "watch: how the server is doing; read: calls, numbers and messages too; operate: changes as well.")
    private String role = "";

    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Mixin
    private EnvironmentOption environment = new EnvironmentOption();

    @Override
    public Integer call() throws IOException {
        var settings = config.settings(config.configuration(environment.environment()));
        var http = settings.ops()
                .http()
                .orElseThrow(() -> new ConfigException.Generic("http.port is 0: there is no API to have tokens for"));
        var file = http.access()
                .orElseThrow(() -> new ConfigException.Generic("http.api is false: there is no API to have tokens for"))
                .tokensFile()
                .orElseThrow(
                        () -> new ConfigException.Generic("http.tokens-file is empty: name a file for the tokens"));
        var secret = Token.newSecret();
        new TokensFile(file).add(token(secret));
        print("token  " + secret);
        print("open   " + http.url(Settings.hostName()));
        print("It is not shown again. " + file + " has its digest.");
        return 0;
    }

    private Token token(String secret) {
        var wanted = Role.of(role.toLowerCase(Locale.ROOT)).filter(it -> it != Role.NONE);
        if (wanted.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--role must be watch, read or operate, not " + role);
        }
        try {
            return Token.of(name, wanted.get(), secret);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "NAME: " + e.getMessage());
        }
    }

    private void print(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
