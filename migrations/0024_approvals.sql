-- Whoever changes the password because a stranger was let in lets in nobody any more: an approval of another device
-- that was not used yet ends with the old password.
CREATE TRIGGER IF NOT EXISTS approvals_end_with_the_password AFTER UPDATE OF password_at ON account
WHEN OLD.password_at IS NOT NEW.password_at
BEGIN
  UPDATE one_time SET used_at = NEW.updated_at WHERE account = NEW.id AND purpose = 'qr' AND used_at IS NULL;
END;
