/** Certificates and private keys in PEM files. */
@NullMarked
package org.sipverify.formats.pem;

import org.jspecify.annotations.NullMarked;
