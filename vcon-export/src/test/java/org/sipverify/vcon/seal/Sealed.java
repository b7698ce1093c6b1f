package org.sipverify.vcon.seal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JWSAlgorithm;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sipverify.testkit.CertificateAuthority;
import org.sipverify.testkit.Issued;

/** A vCon, and ways to seal it, for tests. */
final class Sealed {
    static final UUID ID = UUID.fromString("01a1f866-0d78-8001-ab7f-8b4ea1b84909");
    static final String TEXT = "{\"vcon\":\"0.4.0\",\"uuid\":\"" + ID + "\",\"parties\":[{\"tel\":\"+15550100\"}]}";
    static final byte[] VCON = TEXT.getBytes(UTF_8);

    private Sealed() {}

    static SigningKey key(Issued signer, String algorithm, CertificateAuthority authority) throws SealException {
        return SigningKey.of(
                List.of(signer.certificate(), authority.certificate()),
                signer.key(),
                JWSAlgorithm.parse(algorithm),
                Instant.now());
    }

    static byte[] signed(SigningKey key, HeaderForm form) {
        return switch (form) {
            case RFC -> new Sealer(new SealConfig(Optional.of(key), List.of())).seal(ID, VCON);
            case DRAFT -> DraftForm.signed(ID, VCON, key);
        };
    }

    static byte[] encrypted(HeaderForm form, Issued... recipients) throws SealException {
        var all = new java.util.ArrayList<Recipient>();
        for (var recipient : recipients) {
            all.add(Recipient.of(recipient.certificate(), Instant.now()));
        }
        return switch (form) {
            case RFC -> new Sealer(new SealConfig(Optional.empty(), all)).seal(ID, VCON);
            case DRAFT -> DraftForm.encrypted(ID, VCON, all);
        };
    }
}
