package org.sipverify.sip.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipverify.formats.config.ConfigSection;

class AdmissionConfigTest {
    /** The shipped settings, but for these. */
    static AdmissionConfig with(String settings) {
        var section = ConfigFactory.parseString(settings)
                .withFallback(ConfigFactory.parseResources("reference.conf").getConfig("sip.admission"));
        return AdmissionConfig.from(ConfigSection.of("sip.admission", section, Path.of("")));
    }

    @Test
    void shippedSettingsLetEverybodyCallAndTrustNobody() {
        var shipped = with("");

        assertTrue(shipped.access().allow().isEmpty() && shipped.access().deny().isEmpty());
        assertTrue(shipped.noAmplification());
        assertEquals(10_000, shipped.rates().perSource().rate());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "allow = [carrier.example] | sip.admission.allow",
                "deny = [10.0.0.1/8] | sip.admission.deny",
                "unknown = ignore | sip.admission.unknown",
                "scanner-user-agents = [\"\"] | sip.admission.scanner-user-agents",
                "scanner-user-agents = [\"caf\u00e9\"] | sip.admission.scanner-user-agents",
                "rate-per-source = -1 | sip.admission.rate-per-source",
                "burst = 0 | sip.admission.burst",
                "udp-share = 0 | sip.admission.udp-share",
                "udp-share = 1.1 | sip.admission.udp-share",
                "max-sources = 3 | sip.admission.max-sources",
                "ban-window = 0 s | sip.admission.ban-window",
                "ban-time = 1000 days | sip.admission.ban-time",
                "refusals-per-source = 0 | sip.admission.refusals-per-source"
            })
    void aMistakeNamesItsKey(String settings, String key) {
        var mistake = assertThrows(ConfigException.class, () -> with(settings));

        assertTrue(mistake.getMessage().contains(key), mistake.getMessage());
        assertTrue(mistake.getMessage().contains("1"), "the line: " + mistake.getMessage());
    }
}
