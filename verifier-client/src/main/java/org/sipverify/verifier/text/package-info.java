/** The forms of text that strangers send, each taken only when it is exactly right: JSON, base64, URLs, numbers. */
@NullMarked
package org.sipverify.verifier.text;

import org.jspecify.annotations.NullMarked;
