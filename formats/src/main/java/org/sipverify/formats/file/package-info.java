/** Files that only this user may read, and secrets in files. */
@NullMarked
package org.sipverify.formats.file;

import org.jspecify.annotations.NullMarked;
