/** Encodings of text. */
@NullMarked
package org.sipverify.formats.text;

import org.jspecify.annotations.NullMarked;
