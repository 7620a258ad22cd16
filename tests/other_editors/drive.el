;;; drive.el --- What a person does in Emacs with a Dockerfile  -*- lexical-binding: t; -*-

;; Opens the Dockerfile of the folder, waits for squiggles, hovers, takes the first quick fix, saves, and ends the
;; server.  What was seen goes into the file that LAYERWISE_REPORT names.

(require 'cl-lib)
(require 'json)
(require 'package)
(package-initialize)
(require 'dockerfile-mode)
(require 'flymake)

(defvar drive-report nil)
(defvar drive-titles nil)

(defun drive-await (what check)
  "Wait until CHECK is true, and return what it gives; WHAT is missed otherwise."
  (let ((end (+ (float-time) 30)) (given nil))
    (while (not (setq given (funcall check)))
      (when (> (float-time) end) (error "There was no %s" what))
      (run-hooks 'post-command-hook) ; without a terminal there is no command loop to run it
      (accept-process-output nil 0.02))
    given))

(defun drive-note (name value)
  "Write down VALUE under NAME."
  (push (cons name value) drive-report))

(defun drive-seen ()
  "The diagnostics that Flymake shows."
  (vconcat
   (mapcar (lambda (found)
             `((message . ,(flymake-diagnostic-text found))
               (severity . ,(format "%s" (flymake-diagnostic-type found)))
               (text . ,(buffer-substring-no-properties (flymake-diagnostic-beg found)
                                                        (flymake-diagnostic-end found)))))
           (flymake-diagnostics))))

(defun drive-choose (_prompt collection &rest _)
  "Pick the first of COLLECTION, and keep all."
  (setq drive-titles (all-completions "" collection))
  (car drive-titles))

(defun drive-hover-eglot ()
  "What the echo area is told about the place of point."
  (let ((given nil))
    (run-hook-with-args-until-success
     'eldoc-documentation-functions
     (lambda (text &rest _) (when (and text (null given)) (setq given (substring-no-properties text)))))
    (drive-await "hover" (lambda () given))))

(defun drive-hover-lsp ()
  "What the help window shows about the place of point."
  (lsp-describe-thing-at-point)
  (with-current-buffer "*lsp-help*" (buffer-substring-no-properties (point-min) (point-max))))

(defun drive-work (client)
  "Everything, with CLIENT, which is eglot or lsp."
  (find-file "Dockerfile")
  (drive-note 'mode (symbol-name major-mode))
  (when (eq client 'lsp)
    (lsp-workspace-folders-add default-directory) ; what lsp-mode asks about otherwise
    (lsp))
  (drive-await "diagnostic" (lambda () (flymake-start) (flymake-diagnostics)))
  (drive-note 'diagnostics (drive-seen))
  (goto-char (point-min))
  (search-forward "COPY")
  (backward-char 4)
  (drive-note 'hover (if (eq client 'lsp) (drive-hover-lsp) (drive-hover-eglot)))
  (let ((before (buffer-modified-tick))
        (last-nonmenu-event ?\r))
    (cl-letf (((symbol-function 'completing-read) #'drive-choose))
      (call-interactively (if (eq client 'lsp) #'lsp-execute-code-action #'eglot-code-actions)))
    (drive-await "edit" (lambda () (> (buffer-modified-tick) before))))
  (drive-note 'titles (vconcat drive-titles))
  (save-buffer)
  (drive-note 'buffer (vconcat (split-string (buffer-string) "\n")))
  (drive-await "end of the diagnostics" (lambda () (flymake-start) (null (flymake-diagnostics))))
  (if (eq client 'lsp)
      (call-interactively #'lsp-workspace-shutdown)
    (call-interactively #'eglot-shutdown)))

(setq make-backup-files nil
      enable-local-variables :all)
(when (getenv "LAYERWISE_PLAIN") (fmakunbound 'gfm-view-mode))
(load (getenv "LAYERWISE_INIT"))
(condition-case problem
    (drive-work (intern (getenv "LAYERWISE_CLIENT")))
  (error (drive-note 'problem (error-message-string problem))))
(with-temp-file (getenv "LAYERWISE_REPORT")
  (insert (json-encode drive-report)))
